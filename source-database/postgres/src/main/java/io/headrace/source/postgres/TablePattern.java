package io.headrace.source.postgres;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One entry of {@code tables}: {@code schema.table} with {@code *} for any text.
 *
 * @param text the entry as given
 */
record TablePattern(String text) {

    static boolean isWellFormed(String text) {
        int dot = text.indexOf('.');
        return dot > 0 && dot < text.length() - 1;
    }

    boolean matches(String schema, String table) {
        return Pattern.matches(regex(text), schema + "." + table);
    }

    /** Whether it can only ever be one table. */
    boolean isExact() {
        return text.indexOf('*') < 0;
    }

    /** Debezium's {@code table.include.list}: anchored by Debezium, but compared without case and cut at commas unless told otherwise. */
    static String includeList(List<String> patterns) {
        return String.join(
                ",", patterns.stream().map(text -> "(?-i)" + regex(text)).toList());
    }

    /** Debezium's {@code table.exclude.list} does not go with an include list; these names are taken out of the include list instead. */
    static String includeList(List<String> patterns, List<String> without) {
        if (without.isEmpty()) {
            return includeList(patterns);
        }
        String excluded =
                String.join("|", without.stream().map(TablePattern::regex).toList());
        return String.join(
                ",",
                patterns.stream()
                        .map(text -> "(?-i)(?!(?:" + excluded + ")$)" + regex(text))
                        .toList());
    }

    private static String regex(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '*') {
                out.append(".*");
            } else if (Character.isLetterOrDigit(c) || c == '_') {
                out.appendCodePoint(c);
            } else {
                out.append(String.format("\\x{%x}", c));
            }
        });
        return out.toString();
    }
}
