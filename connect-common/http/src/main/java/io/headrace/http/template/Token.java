package io.headrace.http.template;

import org.jspecify.annotations.Nullable;

/**
 * A piece of an expression.
 *
 * @param text the name, operator or written number
 * @param value of a text or number
 */
record Token(Kind kind, String text, @Nullable Object value) {

    enum Kind {
        NAME,
        TEXT,
        NUMBER,
        OPERATOR,
        END
    }

    boolean is(String operatorOrName) {
        return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(operatorOrName);
    }

    /** How an error names it. */
    String describe() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "a text";
            default -> "'" + text + "'";
        };
    }
}
