package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Addresses in answers. */
final class Links {

    private Links() {}

    /** {@return the server as the client addressed it} */
    static String host(Call call) {
        return "http://" + call.header("host").orElse("");
    }

    /** {@return the path and query of the request with one parameter changed, or without it} */
    static String with(Call call, String parameter, @Nullable String value) {
        Map<String, String> query = new LinkedHashMap<>(call.query());
        query.remove(parameter);
        if (value != null) {
            query.put(parameter, value);
        }
        String path = call.target().replaceFirst("\\?.*", "");
        return query.isEmpty()
                ? path
                : query.entrySet().stream()
                        .map(field -> encode(field.getKey()) + '=' + encode(field.getValue()))
                        .collect(Collectors.joining("&", path + '?', ""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
