package io.headrace.testkit.http.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One answer: status, headers, body, and what goes wrong while it is sent. Immutable.
 *
 * @param delay passes before the first byte
 * @param pace how the body crawls; all at once when null
 * @param cutAfter the connection ends after so many bytes of the body, though more were promised; never when negative
 * @param hangUp the connection ends instead of an answer
 */
public record Reply(
        int status,
        Map<String, String> headers,
        Body body,
        Duration delay,
        @Nullable Pace pace,
        long cutAfter,
        boolean hangUp) {

    /** So many bytes, then a rest. */
    public record Pace(int bytes, Duration each) {}

    public Reply {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static Reply of(int status, String contentType, byte[] body) {
        return new Reply(
                status, Map.of("Content-Type", contentType), new Body.Whole(body), Duration.ZERO, null, -1, false);
    }

    /** {@return 200 with a value as JSON} */
    public static Reply json(@Nullable Object value) {
        return json(200, value);
    }

    public static Reply json(int status, @Nullable Object value) {
        return of(status, "application/json", Json.bytes(value));
    }

    public static Reply text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply html(int status, String text) {
        return of(status, "text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return a status without a body} */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new Body.Whole(new byte[0]), Duration.ZERO, null, -1, false);
    }

    public static Reply redirect(int status, String to) {
        return empty(status).header("Location", to);
    }

    /** {@return 200 with a body made while it is sent} */
    public static Reply pieces(String contentType, Supplier<Iterator<byte[]>> source) {
        return new Reply(
                200, Map.of("Content-Type", contentType), new Body.Pieces(source), Duration.ZERO, null, -1, false);
    }

    /** {@return no answer at all: the connection ends} */
    public static Reply hungUp() {
        return new Reply(0, Map.of(), new Body.Whole(new byte[0]), Duration.ZERO, null, -1, true);
    }

    /** {@return the same with another status} */
    public Reply status(int changed) {
        return new Reply(changed, headers, body, delay, pace, cutAfter, hangUp);
    }

    /** {@return the same with a header more, or with another value for it} */
    public Reply header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.keySet().removeIf(name::equalsIgnoreCase);
        changed.put(name, value);
        return new Reply(status, changed, body, delay, pace, cutAfter, hangUp);
    }

    public Reply headers(Map<String, String> more) {
        Reply changed = this;
        for (Map.Entry<String, String> header : more.entrySet()) {
            changed = changed.header(header.getKey(), header.getValue());
        }
        return changed;
    }

    /** {@return the same, begun so much later} */
    public Reply after(Duration later) {
        return new Reply(status, headers, body, later, pace, cutAfter, hangUp);
    }

    /** {@return the same, sent in steps of {@code bytes} with a rest between them} */
    public Reply slowly(int bytes, Duration each) {
        return new Reply(status, headers, body, delay, new Pace(bytes, each), cutAfter, hangUp);
    }

    /** {@return the same, cut off after so many bytes of the body} */
    public Reply cutAfter(long bytes) {
        return new Reply(status, headers, body, delay, pace, bytes, hangUp);
    }

    /** {@return the same with a body that ends too early, although its length is right} */
    public Reply truncated(double part) {
        byte[] all = bytes();
        return body(Arrays.copyOf(all, (int) (all.length * part)));
    }

    /** {@return the same text in another charset, named in the content type only when {@code said}} */
    public Reply inCharset(Charset charset, boolean said) {
        String type = headers.getOrDefault("Content-Type", "text/plain").replaceFirst(";.*", "");
        byte[] encoded = new String(bytes(), StandardCharsets.UTF_8).getBytes(charset);
        return body(encoded).header("Content-Type", said ? type + "; charset=" + charset.name() : type);
    }

    /** {@return the same, compressed and said to be} */
    public Reply gzip() {
        return body(gzip(bytes())).header("Content-Encoding", "gzip");
    }

    public Reply body(byte[] changed) {
        return new Reply(status, headers, new Body.Whole(changed), delay, pace, cutAfter, hangUp);
    }

    /** {@return the body, which must lie in memory} */
    public byte[] bytes() {
        if (body instanceof Body.Whole whole) {
            return whole.bytes();
        }
        throw new IllegalStateException("A body that is made while it is sent cannot be changed");
    }

    /** {@return the bytes compressed with gzip} */
    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            zipped.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
