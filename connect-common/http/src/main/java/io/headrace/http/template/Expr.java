package io.headrace.http.template;

import org.jspecify.annotations.Nullable;

/** A compiled expression. */
@FunctionalInterface
interface Expr {

    /** Plain JSON, a point or span of time, or {@link Undefined}. */
    @Nullable Object eval(Scope scope);
}
