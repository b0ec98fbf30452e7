package io.headrace.http.route;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one slice of a stream without a router. */
record WholeRouter() implements Router {

    private static final String TAKEN = "all";

    @Override
    public Slices open(RouteContext context, @Nullable Object mark) {
        List<Slice> left = TAKEN.equals(mark) ? List.of() : List.of(Slice.WHOLE);
        return new ListedSlices(left, slice -> TAKEN);
    }

    @Override
    public RequestOptions inject(Slice slice, Scope scope) {
        return RequestOptions.none();
    }
}
