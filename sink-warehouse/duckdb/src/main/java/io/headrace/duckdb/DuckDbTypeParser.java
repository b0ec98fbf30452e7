package io.headrace.duckdb;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a type as DuckDB's catalog writes it: {@code STRUCT("a b" INTEGER, c DECIMAL(18,3)[])}. Types that Headrace never creates are read as the one whose values a cast
 * brings into them, text where there is no better.
 */
final class DuckDbTypeParser {

    private static final Map<String, DataType> NAMED = Map.ofEntries(
            Map.entry("BOOLEAN", DataType.BOOL),
            Map.entry("TINYINT", DataType.INT8),
            Map.entry("SMALLINT", DataType.INT16),
            Map.entry("INTEGER", DataType.INT32),
            Map.entry("BIGINT", DataType.INT64),
            Map.entry("FLOAT", DataType.FLOAT32),
            Map.entry("DOUBLE", DataType.FLOAT64),
            Map.entry("VARCHAR", DataType.TEXT),
            Map.entry("BLOB", DataType.BYTES),
            Map.entry("DATE", DataType.DATE),
            Map.entry("TIME", DataType.TIME),
            Map.entry("TIMESTAMP", DataType.TIMESTAMP),
            Map.entry("TIMESTAMP WITH TIME ZONE", DataType.TIMESTAMP_TZ),
            Map.entry("UUID", DataType.UUID),
            Map.entry("JSON", DataType.JSON),
            Map.entry("UTINYINT", DataType.INT16),
            Map.entry("USMALLINT", DataType.INT32),
            Map.entry("UINTEGER", DataType.INT64),
            Map.entry("UBIGINT", new DataType.Decimal(20, 0)),
            Map.entry("HUGEINT", new DataType.Decimal(38, 0)),
            Map.entry("UHUGEINT", new DataType.Decimal(38, 0)),
            Map.entry("TIMESTAMP_S", DataType.TIMESTAMP),
            Map.entry("TIMESTAMP_MS", DataType.TIMESTAMP),
            Map.entry("TIMESTAMP_NS", DataType.TIMESTAMP));

    private final String text;
    private int at;

    private DuckDbTypeParser(String text) {
        this.text = text;
    }

    static DataType parse(String text) {
        DuckDbTypeParser parser = new DuckDbTypeParser(text);
        try {
            DataType type = parser.type();
            return parser.at == text.length() ? type : DataType.TEXT;
        } catch (UnreadableException e) {
            return DataType.TEXT;
        }
    }

    private DataType type() throws UnreadableException {
        DataType type = base();
        while (at < text.length() && text.charAt(at) == '[') {
            at = text.indexOf(']', at) + 1;
            if (at == 0) {
                throw new UnreadableException();
            }
            type = new DataType.ListOf(type);
        }
        return type;
    }

    private DataType base() throws UnreadableException {
        String word = words();
        if (at < text.length() && text.charAt(at) == '(') {
            at++;
            return switch (word) {
                case "DECIMAL" -> decimal();
                case "STRUCT" -> struct();
                case "MAP" -> map();
                default -> other();
            };
        }
        return NAMED.getOrDefault(word, DataType.TEXT);
    }

    /** Letters, digits, underscores and single spaces: {@code TIMESTAMP WITH TIME ZONE}. */
    private String words() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_ ".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(start, at).trim().toUpperCase(Locale.ROOT);
    }

    private DataType decimal() throws UnreadableException {
        int precision = number(',');
        return new DataType.Decimal(precision, number(')'));
    }

    private int number(char end) throws UnreadableException {
        int until = text.indexOf(end, at);
        if (until < 0) {
            throw new UnreadableException();
        }
        int number = Integer.parseInt(text.substring(at, until).trim());
        at = until + 1;
        return number;
    }

    private DataType struct() throws UnreadableException {
        List<Field> fields = new ArrayList<>();
        do {
            skipSpaces();
            String name = fieldName();
            skipSpaces();
            fields.add(Field.optional(name, type()));
        } while (more());
        return new DataType.StructOf(fields);
    }

    private DataType map() throws UnreadableException {
        DataType key = type();
        if (!more()) {
            throw new UnreadableException();
        }
        skipSpaces();
        DataType value = type();
        if (more()) {
            throw new UnreadableException();
        }
        return new DataType.MapOf(key, value);
    }

    /** Whether a comma follows, and not the closing bracket. */
    private boolean more() throws UnreadableException {
        if (at >= text.length() || ",)".indexOf(text.charAt(at)) < 0) {
            throw new UnreadableException();
        }
        return text.charAt(at++) == ',';
    }

    private String fieldName() throws UnreadableException {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted('"');
        }
        int end = text.indexOf(' ', at);
        if (end < 0) {
            throw new UnreadableException();
        }
        String name = text.substring(at, end);
        at = end;
        return name;
    }

    private String quoted(char quote) throws UnreadableException {
        StringBuilder name = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != quote) {
                name.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                name.append(c);
                i++;
            } else {
                at = i + 1;
                return name.toString();
            }
        }
        throw new UnreadableException();
    }

    /** ENUM, UNION and whatever else has arguments: skipped up to their closing bracket. */
    private DataType other() throws UnreadableException {
        int depth = 1;
        while (depth > 0) {
            if (at >= text.length()) {
                throw new UnreadableException();
            }
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                quoted(c);
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        return DataType.TEXT;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    /** The text is of a form that this release does not know. */
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
