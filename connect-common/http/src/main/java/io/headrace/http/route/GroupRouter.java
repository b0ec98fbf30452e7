package io.headrace.http.route;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GroupingPartitionRouter}: several slices at once; each field of the group holds the list of their values. Request options of the router inside do not count, as in Airbyte. */
record GroupRouter(Router inside, int size, boolean distinct) implements Router {

    @Override
    public Slices open(RouteContext context, @Nullable Object mark) {
        return new Walk(inside.open(context, mark));
    }

    @Override
    public RequestOptions inject(Slice slice, Scope scope) {
        return RequestOptions.none();
    }

    private final class Walk implements Slices {

        private final Slices slices;
        private final List<Slice> group = new ArrayList<>();
        private final Set<Object> seen = new HashSet<>();
        private @Nullable Object after;

        Walk(Slices slices) {
            this.slices = slices;
        }

        @Override
        public SliceStep next() {
            while (group.size() < size) {
                SliceStep step = slices.next();
                if (step instanceof SliceStep.Found found) {
                    after = found.after();
                    add(found.slice());
                } else if (step instanceof SliceStep.End && !group.isEmpty()) {
                    return handOut();
                } else {
                    return step;
                }
            }
            return handOut();
        }

        private void add(Slice slice) {
            Map<String, @Nullable Object> own = slice.own();
            if (own.size() != 1) {
                throw HeadraceException.config("A GroupingPartitionRouter groups slices of one field, not of "
                        + own.keySet() + "; name one router with one field as underlying_partition_router");
            }
            if (!distinct || seen.add(own)) {
                group.add(slice);
            }
        }

        private SliceStep handOut() {
            Map<String, @Nullable Object> partition = new LinkedHashMap<>();
            Map<String, @Nullable Object> extra = new LinkedHashMap<>();
            for (Slice slice : group) {
                slice.partition().forEach((name, value) -> append(partition, name, value));
                slice.extra().forEach((name, value) -> append(extra, name, value));
            }
            boolean mayFail = group.stream().anyMatch(Slice::mayFail);
            group.clear();
            return new SliceStep.Found(new Slice(partition, extra, mayFail, Optional.empty()), after);
        }

        private static void append(Map<String, @Nullable Object> lists, String name, @Nullable Object value) {
            @Nullable Object list = lists.get(name);
            List<@Nullable Object> longer = new ArrayList<>(list instanceof List<?> values ? values : List.of());
            longer.add(value);
            lists.put(name, longer);
        }

        @Override
        public void close() {
            slices.close();
        }
    }
}
