package io.headrace.http.error;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request: a response, or none.
 *
 * @param status the code; zero when no response came
 * @param body the body as JSON, an empty object when it is something else or was not looked at
 * @param error what the body says about an error; empty when it says nothing
 * @param refused whether the body says that the request failed, whatever the status says
 * @param failure why no response came
 */
public record Outcome(
        int status,
        Headers headers,
        Object body,
        String error,
        boolean refused,
        @Nullable IOException failure) {

    /** Fields in which APIs report an error beside a good status. */
    private static final List<String> ERRORS = List.of("errors", "error", "Fault", "fault");

    /** What APIs write there when there is no error. */
    private static final Set<Object> NOTHING = Set.of(List.of(), Map.of(), "", false, 0L);

    /** A response whose body was looked at. */
    public static Outcome of(int status, Headers headers, byte[] body) {
        Optional<Object> json = Json.parse(body);
        String text = json.map(ErrorText::of).orElseGet(() -> new String(body, StandardCharsets.UTF_8));
        return new Outcome(status, headers, json.orElse(Map.of()), text.strip(), false, null);
    }

    /**
     * A response whose body was read to the end: what surrounds its records.
     *
     * @param missed whether the body has not the field in which records are looked for; an error in such a body is no empty page
     */
    public static Outcome ofRead(int status, Headers headers, Object body, boolean missed) {
        boolean refused = missed && ERRORS.stream().anyMatch(field -> reports(body, field));
        return new Outcome(status, headers, body, ErrorText.of(body), refused, null);
    }

    /** The answer to a GraphQL query, which reports errors in {@code errors}, beside partial data too (<a href="https://spec.graphql.org/October2021/#sec-Errors">specification, 7.1.2</a>). */
    Outcome ofGraphQl() {
        return new Outcome(status, headers, body, error, refused || reports(body, "errors"), failure);
    }

    private static boolean reports(Object body, String field) {
        @Nullable Object said = body instanceof Map<?, ?> map ? map.get(field) : null;
        return said != null && !NOTHING.contains(said);
    }

    /** A response whose body nobody asks about. */
    public static Outcome of(int status, Headers headers) {
        return new Outcome(status, headers, Map.of(), "", false, null);
    }

    /** No response. */
    public static Outcome of(IOException failure) {
        return new Outcome(0, Headers.of(), Map.of(), "", false, failure);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether what failed says that one asks too often, as answers to GraphQL queries do in their bodies. */
    boolean isThrottled() {
        return (refused || status >= 400) && Throttling.isTold(body);
    }

    /** Whether the status says that it matters who asks, and not what for. */
    public boolean isAboutCredentials() {
        return status == 401 || status == 403 || status == 407;
    }

    /** When the server sent it, by its own clock. */
    public Optional<Instant> date() {
        return Optional.ofNullable(headers.getInstant("Date"));
    }

    /** The status only: a body may repeat what it was sent. */
    @Override
    public String toString() {
        return failure == null ? "status " + status : failure.getClass().getSimpleName();
    }

    /** The scope in which filters and messages are evaluated. */
    Scope seenBy(Scope scope) {
        return scope.with("response", body).with("headers", headersByName());
    }

    /** The first value of each header; any case of a name finds it. */
    Map<String, String> headersByName() {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> byName.putIfAbsent(header.getFirst(), header.getSecond()));
        return byName;
    }
}
