package io.headrace.http.route;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every slice of one router with every slice of another; the first router's slices change least often. The mark holds the first router's slice, and both marks. */
record ProductRouter(Router outer, Router inner) implements Router {

    @Override
    public Slices open(RouteContext context, @Nullable Object mark) {
        return new Walk(context, Marks.map(mark));
    }

    @Override
    public RequestOptions inject(Slice slice, Scope scope) {
        return outer.inject(slice, scope).and(inner.inject(slice, scope));
    }

    private final class Walk implements Slices {

        private final RouteContext context;
        private final Slices outers;
        private @Nullable Object outerMark;
        private @Nullable Object innerStart;
        private @Nullable Slice slice;
        private @Nullable Slices inners;

        Walk(RouteContext context, Map<String, @Nullable Object> mark) {
            this.context = context;
            this.outerMark = mark.get("outer");
            this.outers = outer.open(context, outerMark);
            this.innerStart = mark.get("inner");
            if (mark.containsKey("slice")) {
                slice = Slice.parse(mark.get("slice"));
                inners = inner.open(context, innerStart);
                innerStart = null;
            }
        }

        @Override
        public SliceStep next() {
            while (true) {
                if (inners == null || slice == null) {
                    SliceStep step = outers.next();
                    if (step instanceof SliceStep.End end) {
                        return new SliceStep.End(end(end.next()));
                    }
                    if (step instanceof SliceStep.Wait) {
                        return step;
                    }
                    SliceStep.Found found = (SliceStep.Found) step;
                    slice = found.slice();
                    outerMark = found.after();
                    inners = inner.open(context, innerStart);
                }
                SliceStep step = inners.next();
                if (step instanceof SliceStep.Found found) {
                    return new SliceStep.Found(slice.and(found.slice()), mark(found.after(), slice));
                }
                if (step instanceof SliceStep.Wait) {
                    return step;
                }
                inners.close();
                inners = null;
            }
        }

        private Map<String, @Nullable Object> mark(@Nullable Object innerMark, Slice outerSlice) {
            Map<String, @Nullable Object> mark = new LinkedHashMap<>();
            mark.put("outer", outerMark);
            mark.put("slice", outerSlice.mark());
            mark.put("inner", innerMark);
            return mark;
        }

        private @Nullable Object end(@Nullable Object outerNext) {
            if (outerNext == null) {
                return null;
            }
            Map<String, @Nullable Object> mark = new LinkedHashMap<>();
            mark.put("outer", outerNext);
            return mark;
        }

        @Override
        public void close() {
            outers.close();
            if (inners != null) {
                inners.close();
            }
        }
    }
}
