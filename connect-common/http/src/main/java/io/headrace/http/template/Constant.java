package io.headrace.http.template;

import org.jspecify.annotations.Nullable;

/** A value that was written. */
record Constant(@Nullable Object value) implements Expr {

    @Override
    public @Nullable Object eval(Scope scope) {
        return value;
    }
}
