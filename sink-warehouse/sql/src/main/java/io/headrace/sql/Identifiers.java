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
}
