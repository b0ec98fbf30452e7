package io.headrace.sql;

import io.headrace.core.error.HeadraceException;

/** Identifiers as SQL text. Names come from topics and records, so they are hostile until quoted. */
public final class Identifiers {

    private Identifiers() {}

    /**
     * The name between double quotes (SQL:2016 delimited identifier), quotes inside doubled: nothing in it can end it.
     *
     * @throws HeadraceException of class CONFIG for an empty name or one with a NUL, which no delimited identifier can hold
     */
    public static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw HeadraceException.config(
                    "Identifier '" + name.replace('\0', '?')
                            + "' is empty or holds a NUL character: no SQL name can. Rename the field or topic with a transform.");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Whether the names differ at most in the case of ASCII letters, which is what case-insensitive catalogs fold. */
    public static boolean sameButForCase(String a, String b) {
        return foldAscii(a).equals(foldAscii(b));
    }

    private static String foldAscii(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }
}
