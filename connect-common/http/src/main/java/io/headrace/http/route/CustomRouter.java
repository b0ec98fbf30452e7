package io.headrace.http.route;

import io.headrace.http.custom.CustomPartitionRouter;
import io.headrace.http.custom.CustomUse;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Slices as code of the user's names them. The mark is the partition that was handed out last; where the code has lost it, routing begins anew. */
record CustomRouter(CustomUse<CustomPartitionRouter> use) implements Router {

    static CustomRouter of(Component component) {
        if (component.has("parent_stream_configs")) {
            throw component.refuse(
                    "parent_stream_configs",
                    "code cannot divide a stream by its parents here",
                    "use SubstreamPartitionRouter");
        }
        return new CustomRouter(CustomUse.of(CustomPartitionRouter.class, component));
    }

    @Override
    public Slices open(RouteContext context, @Nullable Object mark) {
        List<Slice> slices = new ArrayList<>();
        for (Map<String, @Nullable Object> partition :
                use.call(context.scope(), (code, inScope) -> code.slices(inScope))) {
            slices.add(new Slice(partition, Map.of(), false, Optional.empty()));
        }
        int taken = mark == null ? -1 : slices.indexOf(Slice.parse(mark));
        return new ListedSlices(slices.subList(taken + 1, slices.size()), Slice::mark);
    }

    @Override
    public RequestOptions inject(Slice slice, Scope scope) {
        return RequestOptions.none();
    }
}
