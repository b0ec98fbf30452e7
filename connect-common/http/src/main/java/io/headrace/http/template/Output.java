package io.headrace.http.template;

import org.jspecify.annotations.Nullable;

/** Gathers what a template makes: one expression among nothing but blanks keeps its type, all else becomes text. */
final class Output {

    private final StringBuilder text = new StringBuilder();
    private @Nullable Object only = Undefined.VALUE;
    private int expressions;
    private boolean words;

    void literal(String literal) {
        words |= !literal.isBlank();
        append(literal);
    }

    void value(@Nullable Object value) {
        expressions++;
        only = value;
        append(Values.str(value));
    }

    private void append(String piece) {
        if ((long) text.length() + piece.length() > Values.MOST) {
            throw new EvalException("the text would have more than " + Values.MOST + " characters");
        }
        text.append(piece);
    }

    @Nullable Object result() {
        return expressions == 1 && !words ? only : text.toString();
    }
}
