package io.headrace.source.http.webhook.message;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Names and values as a form or a query has them ({@code application/x-www-form-urlencoded}, WHATWG URL standard). */
public final class UrlEncoded {

    /** One name with its value, both decoded. */
    public record Pair(String name, String value) {}

    private UrlEncoded() {}

    /** The pairs in their order; what cannot be decoded stays as it is. */
    public static List<Pair> parse(String text) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : text.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                pairs.add(new Pair(decode(name), decode(value)));
            }
        }
        return pairs;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
