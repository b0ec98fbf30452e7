package io.headrace.duckdb;

/** Text as DuckDB stores it: UTF-8, which has no half surrogate pairs. The driver would put a question mark for each, in silence. */
final class DuckDbText {

    private DuckDbText() {}

    static String valid(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new ValueRefusedException("text with half a surrogate pair, which UTF-8 has no form for");
                }
                i++;
            }
        }
        return text;
    }
}
