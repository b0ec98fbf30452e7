package io.headrace.http.route;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import org.jspecify.annotations.Nullable;

/** Which slices a stream has. Stateless. */
public interface Router {

    /**
     * Begins a pass, or goes on in one.
     *
     * @param mark what a step of this router said; null for the very first pass
     */
    Slices open(RouteContext context, @Nullable Object mark);

    /** What the slice puts into each of its requests. */
    RequestOptions inject(Slice slice, Scope scope);
}
