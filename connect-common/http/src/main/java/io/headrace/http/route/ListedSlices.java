package io.headrace.http.route;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Slices that are all known; the next pass begins without a mark. */
final class ListedSlices implements Slices {

    private final Iterator<Slice> slices;
    private final Function<Slice, Object> mark;

    ListedSlices(List<Slice> slices, Function<Slice, Object> mark) {
        this.slices = slices.iterator();
        this.mark = mark;
    }

    @Override
    public SliceStep next() {
        if (!slices.hasNext()) {
            return new SliceStep.End(null);
        }
        Slice slice = slices.next();
        return new SliceStep.Found(slice, mark.apply(slice));
    }
}
