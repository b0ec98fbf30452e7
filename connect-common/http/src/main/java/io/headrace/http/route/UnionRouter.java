package io.headrace.http.route;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestOptions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code UnionPartitionRouter}: the slices of several routers, one after the other, each brought to one field; a value that came already does not come again. After a restart inside a
 * pass, values that came before it are forgotten and may come once more.
 */
record UnionRouter(String field, List<Router> routers) implements Router {

    @Override
    public Slices open(RouteContext context, @Nullable Object mark) {
        return new Walk(context, Marks.map(mark));
    }

    @Override
    public RequestOptions inject(Slice slice, Scope scope) {
        return RequestOptions.none();
    }

    private final class Walk implements Slices {

        private final RouteContext context;
        private final Map<String, @Nullable Object> ends = new LinkedHashMap<>();
        private final Set<String> seen = new HashSet<>();
        private int current;
        private @Nullable Object at;
        private @Nullable Slices slices;

        Walk(RouteContext context, Map<String, @Nullable Object> mark) {
            this.context = context;
            this.current = Math.max(0, Marks.index(mark.get("i")));
            this.at = mark.get("at");
            this.ends.putAll(Marks.map(mark.get("next")));
        }

        @Override
        public SliceStep next() {
            while (current < routers.size()) {
                Slices open = slices;
                if (open == null) {
                    open = routers.get(current).open(context, at != null ? at : ends.get(Integer.toString(current)));
                    slices = open;
                }
                SliceStep step = open.next();
                if (step instanceof SliceStep.Wait) {
                    return step;
                }
                if (step instanceof SliceStep.Found found) {
                    at = found.after();
                    Slice slice = brought(found.slice());
                    if (seen.add(slice.identity())) {
                        return new SliceStep.Found(slice, mark());
                    }
                }
                if (step instanceof SliceStep.End end) {
                    leave(end);
                }
            }
            return new SliceStep.End(ends.isEmpty() ? null : mark());
        }

        private Slice brought(Slice slice) {
            Optional<Object> value = Optional.ofNullable(slice.partition().get(field));
            return value.map(each -> new Slice(
                            Slice.of(field, each).partition(), slice.extra(), slice.mayFail(), slice.firstPage()))
                    .orElseThrow(
                            () -> HeadraceException.config("A router of the UnionPartitionRouter makes slices with "
                                    + slice.own().keySet() + ", not with " + field + ": " + Json.text(slice.own())
                                    + "; each router must use partition_field " + field));
        }

        private void leave(SliceStep.End end) {
            close();
            if (end.next() == null) {
                ends.remove(Integer.toString(current));
            } else {
                ends.put(Integer.toString(current), end.next());
            }
            at = null;
            current++;
        }

        private Map<String, @Nullable Object> mark() {
            Map<String, @Nullable Object> mark = new LinkedHashMap<>();
            if (current < routers.size()) {
                mark.put("i", (long) current);
                mark.put("at", at);
            }
            mark.put("next", new LinkedHashMap<>(ends));
            return mark;
        }

        @Override
        public void close() {
            if (slices != null) {
                slices.close();
                slices = null;
            }
        }
    }
}
