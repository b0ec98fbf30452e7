package io.headrace.http.client;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.decode.Content;
import io.headrace.http.decode.Limits;
import io.headrace.http.decode.RecordSelect;
import io.headrace.http.decode.RecordStream;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/** A good response with its body still to be read. Must be closed, read or not. */
public final class Answer implements Reply, AutoCloseable {

    private final int status;
    private final Headers headers;
    private final HttpUrl url;
    private final InputStream body;
    private final Limits limits;
    private final String origin;
    private final LateJudge judge;

    Answer(int status, Headers headers, HttpUrl url, InputStream body, Limits limits, String origin, LateJudge judge) {
        this.status = status;
        this.headers = headers;
        this.url = url;
        this.body = body;
        this.limits = limits;
        this.origin = origin;
        this.judge = judge;
    }

    public int status() {
        return status;
    }

    public Headers headers() {
        return headers;
    }

    /** The headers as templates see them; names in any case. */
    public Map<String, String> headerMap() {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> byName.putIfAbsent(header.getFirst(), header.getSecond()));
        return byName;
    }

    /** Where the response came from, after redirects; relative links start there. */
    public HttpUrl url() {
        return url;
    }

    /** The request for people: method and address without secrets. */
    public String origin() {
        return origin;
    }

    /** When the server sent the response, by its own clock. */
    public Optional<Instant> date() {
        return Optional.ofNullable(headers.getInstant("Date"));
    }

    /** Whether the status says that there is no body. */
    public boolean hasNoBody() {
        return status == 204 || status == 205;
    }

    /** The records of the body; none when the status says that there is no body. Closes with this answer. */
    public RecordStream records(RecordSelect select, Scope scope) {
        if (hasNoBody()) {
            return new NoRecords(this);
        }
        return new JudgedRecords(select.open(content(), scope), judge, select, scope);
    }

    /** The body, inflated and capped, with what is known about it. */
    public Content content() {
        return new Content(body, charset(), limits, origin);
    }

    private Optional<Charset> charset() {
        String type = headers.get("Content-Type");
        return Optional.ofNullable(type).map(MediaType::parse).flatMap(media -> Optional.ofNullable(media.charset()));
    }

    /** A small body whole, as plain JSON; empty when there is none or it is something else. */
    public Optional<Object> json() {
        if (hasNoBody()) {
            return Optional.empty();
        }
        try (body) {
            byte[] whole = body.readNBytes(limits.restBytes() + 1);
            if (whole.length > limits.restBytes()) {
                throw HeadraceException.config(origin + ": the response is longer than " + limits.restBytes()
                        + " bytes where a small one was expected. Check the address, or raise the limit.");
            }
            Optional<Object> value = Json.parse(whole);
            value.ifPresent(found -> judge.judge(found, false));
            return value;
        } catch (IOException e) {
            throw HeadraceException.transientFailure(
                    origin + ": the connection broke in the middle of the body ("
                            + e.getClass().getSimpleName() + "). It is asked for again.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw HeadraceException.transientFailure(origin + ": the body could not be closed.", e);
        }
    }

    private record NoRecords(Answer answer) implements RecordStream {

        @Override
        public @Nullable Object next() {
            return null;
        }

        @Override
        public Object rest() {
            return Map.of();
        }

        @Override
        public void close() {
            answer.close();
        }
    }
}
