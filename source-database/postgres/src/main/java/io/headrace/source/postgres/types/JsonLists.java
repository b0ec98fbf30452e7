package io.headrace.source.postgres.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes parsed arrays as JSON. */
final class JsonLists {

    private JsonLists() {}

    /** @param bare whether elements are numbers or truth values; NaN and infinities, which JSON does not have, are quoted */
    static String write(List<@Nullable Object> list, boolean bare) {
        StringBuilder out = new StringBuilder();
        append(out, list, bare);
        return out.toString();
    }

    private static void append(StringBuilder out, List<?> list, boolean bare) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            Object each = list.get(i);
            if (each instanceof List<?> inner) {
                append(out, inner, bare);
            } else {
                appendElement(out, (String) each, bare);
            }
        }
        out.append(']');
    }

    private static void appendElement(StringBuilder out, @Nullable String text, boolean bare) {
        if (text == null) {
            out.append("null");
        } else if (bare && text.equals("t")) {
            out.append("true");
        } else if (bare && text.equals("f")) {
            out.append("false");
        } else if (bare && !text.endsWith("N") && !text.endsWith("y")) {
            out.append(text);
        } else {
            appendQuoted(out, text);
        }
    }

    private static void appendQuoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
