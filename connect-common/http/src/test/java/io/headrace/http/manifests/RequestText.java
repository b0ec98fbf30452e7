package io.headrace.http.manifests;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line for a request that does not depend on how a client encodes it or orders its parameters: method, path, sorted
 * parameters; then, between bars, the body and the headers that a declaration asks for.
 */
final class RequestText {
    private static final List<String> PLAIN_HEADERS =
            List.of("accept", "accept-encoding", "connection", "content-length", "content-type", "host", "user-agent");

    private RequestText() {}

    static String of(Call call) {
        StringBuilder line = new StringBuilder(call.method()).append(' ').append(call.path());
        Map<String, String> query = call.query();
        if (!query.isEmpty()) {
            line.append('?').append(sorted(query));
        }
        String body = body(call);
        if (!body.isEmpty()) {
            line.append(" | ").append(body);
        }
        new TreeMap<>(call.headers()).forEach((name, values) -> {
            if (!PLAIN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                line.append(" | ").append(name).append(": ").append(withoutTokens(values.get(0)));
            }
        });
        return line.toString();
    }

    private static String body(Call call) {
        Map<String, String> form = call.form();
        if (!form.isEmpty()) {
            return withoutTokens(sorted(form));
        }
        return call.body().startsWith("{") ? Json.text(ordered(call.json())) : call.body();
    }

    private static @Nullable Object ordered(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> fields)) {
            return json;
        }
        Map<String, @Nullable Object> ordered = new TreeMap<>();
        fields.forEach((name, value) -> ordered.put(String.valueOf(name), ordered(value)));
        return ordered;
    }

    private static String sorted(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> field.getKey() + '=' + field.getValue())
                        .collect(Collectors.joining("&"));
    }

    /** A signed token is never twice the same. */
    private static String withoutTokens(String text) {
        return text.replaceAll("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+", "<jwt>");
    }
}
