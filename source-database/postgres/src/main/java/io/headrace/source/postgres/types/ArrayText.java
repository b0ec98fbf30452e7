package io.headrace.source.postgres.types;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Reads Postgres' text form of an array, such as {@code {1,NULL,"a,b"}} or {@code [0:1]={5,6}}. Lower bounds are left out: no list outside Postgres has them.
 */
final class ArrayText {

    private final String text;
    private final char delimiter;
    private int at;

    private ArrayText(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /**
     * Reads an array.
     *
     * @return texts, nulls, and lists of them where the array has more than one dimension
     */
    static List<@Nullable Object> parse(String text, char delimiter) {
        ArrayText in = new ArrayText(text, delimiter);
        if (text.startsWith("[")) {
            in.at = text.indexOf('=') + 1;
        }
        List<@Nullable Object> list = in.list();
        in.need(in.at == text.length());
        return list;
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        expect('{');
        if (peek() == '}') {
            at++;
            return list;
        }
        while (true) {
            list.add(element());
            char next = peek();
            at++;
            if (next == '}') {
                return list;
            }
            need(next == delimiter);
        }
    }

    private @Nullable Object element() {
        char first = peek();
        if (first == '{') {
            return list();
        }
        if (first == '"') {
            at++;
            return quoted();
        }
        int start = at;
        while (peek() != delimiter && peek() != '}') {
            at++;
        }
        String bare = text.substring(start, at);
        return bare.equals("NULL") ? null : bare;
    }

    private String quoted() {
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\') {
                c = peek();
                at++;
            }
            out.append(c);
        }
    }

    private void expect(char c) {
        need(peek() == c);
        at++;
    }

    private char peek() {
        need(at < text.length());
        return text.charAt(at);
    }

    private void need(boolean fits) {
        if (!fits) {
            throw new DataException("An array is not written as Postgres writes arrays; position " + at);
        }
    }
}
