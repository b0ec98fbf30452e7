package io.headrace.testkit.http.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came in.
 *
 * @param number counts all requests to the server from 1
 * @param target path and query as they were sent, still encoded
 * @param headers by lower-case name, in the order in which they came
 * @param vars what the placeholders of the route's path stood for
 */
public record Call(
        long number,
        Instant at,
        String method,
        String target,
        Map<String, List<String>> headers,
        String body,
        Map<String, String> vars) {

    /** {@return the method and the target, such as {@code GET /orders?page=2}} */
    public String line() {
        return method + ' ' + target;
    }

    /** {@return the path, decoded} */
    public String path() {
        int query = target.indexOf('?');
        return decode(query < 0 ? target : target.substring(0, query));
    }

    /** {@return the first value of a query parameter, decoded} */
    public Optional<String> query(String name) {
        int query = target.indexOf('?');
        return query < 0
                ? Optional.empty()
                : Optional.ofNullable(form(target.substring(query + 1)).get(name));
    }

    /** {@return all query parameters, decoded, in the order sent; of a repeated one the first} */
    public Map<String, String> query() {
        int query = target.indexOf('?');
        return query < 0 ? Map.of() : form(target.substring(query + 1));
    }

    public Optional<String> header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    /** {@return the body as JSON} */
    public @Nullable Object json() {
        return Json.read(body);
    }

    /** {@return the fields of a form body; empty for any other body} */
    public Map<String, String> form() {
        return header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")
                ? form(body)
                : Map.of();
    }

    /** {@return a value by name, wherever a client may put it: in the query, a form, a JSON object (dots go into nested ones), or a header} */
    public Optional<String> param(String name) {
        Optional<String> sent = query(name).or(() -> Optional.ofNullable(form().get(name)));
        return sent.or(() -> field(name)).or(() -> header(name));
    }

    private Optional<String> field(String path) {
        if (!body.startsWith("{")) {
            return Optional.empty();
        }
        Object at = json();
        for (String name : path.split("\\.")) {
            at = at instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return Optional.ofNullable(at).map(String::valueOf);
    }

    /** {@return what the placeholder of the route's path stood for} */
    public String var(String name) {
        String value = vars.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No {" + name + "} in the route; it has " + vars.keySet());
        }
        return value;
    }

    /** {@return the same request, matched to a route} */
    public Call with(Map<String, String> found) {
        return new Call(number, at, method, target, headers, body, found);
    }

    /** {@return whether a text, such as a password, is anywhere in the request} */
    public boolean mentions(String text) {
        return target.contains(text)
                || body.contains(text)
                || decode(target).contains(text)
                || headers.toString().contains(text);
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                fields.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            } else if (!pair.isEmpty()) {
                fields.putIfAbsent(decode(pair), "");
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
