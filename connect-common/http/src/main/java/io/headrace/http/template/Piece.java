package io.headrace.http.template;

import java.util.List;

/** A part of a template. */
@FunctionalInterface
interface Piece {

    /** Writes what it makes; returns the scope of what follows, which {@code set} adds to. */
    Scope emit(Scope scope, Output output);

    static Piece all(List<Piece> pieces) {
        return (scope, output) -> {
            Scope inner = scope;
            for (Piece piece : pieces) {
                inner = piece.emit(inner, output);
            }
            return inner;
        };
    }

    static Piece literal(String text) {
        return (scope, output) -> {
            output.literal(text);
            return scope;
        };
    }

    static Piece expression(Expr expr) {
        return (scope, output) -> {
            output.value(expr.eval(scope));
            return scope;
        };
    }
}
