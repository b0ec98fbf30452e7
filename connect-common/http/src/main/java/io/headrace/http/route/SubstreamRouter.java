package io.headrace.http.route;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code SubstreamPartitionRouter}: one slice for each record of the parent streams, one parent after the other.
 *
 * <p>The mark holds the number of the parent that is being read, its position, and where the next pass of each parent begins: {@code {"i": 0, "at": {…}, "next": [{…}]}}.
 */
record SubstreamRouter(List<ParentConfig> parents, Buckets buckets) implements Router {

    @Override
    public Slices open(RouteContext context, @Nullable Object mark) {
        return new Walk(context, Marks.map(mark));
    }

    @Override
    public RequestOptions inject(Slice slice, Scope scope) {
        RequestOptions injected = RequestOptions.none();
        for (ParentConfig parent : parents) {
            if (parent.option().isPresent() && slice.partition().containsKey(parent.field())) {
                injected = injected.and(parent.option()
                        .get()
                        .put(RequestOptions.none(), scope, slice.partition().get(parent.field())));
            }
        }
        return injected;
    }

    private final class Walk implements Slices {

        private final RouteContext context;
        private final List<@Nullable Object> next;
        private int current;
        private Optional<Map<String, String>> at;
        private @Nullable ParentRecords records;

        Walk(RouteContext context, Map<String, @Nullable Object> mark) {
            this.context = context;
            this.next = new ArrayList<>(mark.get("next") instanceof List<?> list ? list : List.of());
            while (next.size() < parents.size()) {
                next.add(null);
            }
            this.current = Math.max(0, Marks.index(mark.get("i")));
            this.at = mark.get("at") == null ? Optional.empty() : Optional.of(Marks.texts(mark.get("at")));
        }

        @Override
        public SliceStep next() {
            while (current < parents.size()) {
                ParentConfig parent = parents.get(current);
                ParentRecords.Step step = open(parent).next();
                if (step instanceof ParentRecords.Step.Wait wait) {
                    return new SliceStep.Wait(wait.until(), wait.reason());
                }
                if (step instanceof ParentRecords.Step.Found found) {
                    at = Optional.of(found.after());
                    Optional<Slice> slice = parent.slice(found.row(), found.slice());
                    if (slice.isPresent() && buckets.has(slice.get(), context.fixed())) {
                        return new SliceStep.Found(slice.get(), mark());
                    }
                    if (slice.isPresent()) {
                        continue;
                    }
                    context.notes()
                            .note("A record of the parent stream has no " + String.join(".", parent.key())
                                    + ": it has no children to be read");
                }
                if (step instanceof ParentRecords.Step.End end) {
                    leave(parent, end);
                }
            }
            return new SliceStep.End(next.stream().allMatch(each -> each == null) ? null : mark());
        }

        private ParentRecords open(ParentConfig parent) {
            ParentRecords open = records;
            if (open == null) {
                Optional<Map<String, String>> from =
                        at.or(() -> Optional.ofNullable(next.get(current)).map(Marks::texts));
                open = context.parents().open(parent.parent(), from);
                records = open;
            }
            return open;
        }

        private void leave(ParentConfig parent, ParentRecords.Step.End end) {
            close();
            next.set(current, parent.incremental() ? end.next() : null);
            at = Optional.empty();
            current++;
        }

        private Map<String, @Nullable Object> mark() {
            Map<String, @Nullable Object> mark = new LinkedHashMap<>();
            if (current < parents.size()) {
                mark.put("i", (long) current);
            }
            at.ifPresent(position -> mark.put("at", position));
            mark.put("next", new ArrayList<>(next));
            return mark;
        }

        @Override
        public void close() {
            if (records != null) {
                records.close();
                records = null;
            }
        }
    }
}
