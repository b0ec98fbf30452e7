package io.headrace.http.decode;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The records of values that are small: lines, rows, or a tree that is held whole. */
final class SelectedRecords implements RecordStream {

    private final RecordStream values;
    private final Function<Object, List<Object>> finder;
    private Iterator<Object> records = List.of().iterator();
    private @Nullable Object last;
    private long count;

    SelectedRecords(RecordStream values, Function<Object, List<Object>> finder) {
        this.values = values;
        this.finder = finder;
    }

    @Override
    public @Nullable Object next() {
        while (!records.hasNext()) {
            Object value = values.next();
            if (value == null) {
                return null;
            }
            count++;
            last = value;
            records = finder.apply(value).iterator();
        }
        return records.next();
    }

    /** The one value where there was one, as the response; an empty object where there were several or none. */
    @Override
    public @Nullable Object rest() {
        return count == 1 && last != null ? last : Map.of();
    }

    @Override
    public void close() {
        values.close();
    }
}
