package io.headrace.sink.plan;

import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.options.WriteOptions;
import io.headrace.sink.plan.Compactor.Compacted;
import io.headrace.sink.plan.Compactor.Keyed;
import java.util.ArrayList;
import java.util.List;

/** What records of a table come to per key; worked out once for the table and those of its lists, which ask for the same records one after the other. */
final class Compaction {

    private final KeyReader key;
    private final Compactor compactor;
    private final boolean deletesLeaveRows;
    private final boolean inSourceOrder;
    private List<BufferedRecord> last = List.of();
    private Compacted result = new Compacted(false, List.of());

    Compaction(KeyReader key, Compactor compactor, WriteOptions options) {
        this.key = key;
        this.compactor = compactor;
        this.deletesLeaveRows = options.deletes() == WriteOptions.Deletes.SOFT;
        this.inSourceOrder = options.inSourceOrder();
    }

    KeyReader key() {
        return key;
    }

    @SuppressWarnings(
            "ReferenceEquality") // The very same list: to compare its elements would take as long as the work.
    Compacted of(List<BufferedRecord> records) {
        if (records != last) {
            List<Keyed> keyed = new ArrayList<>(records.size());
            for (BufferedRecord record : records) {
                keyed.add(key.keyed(record.change()));
            }
            if (inSourceOrder) {
                keyed.sort(SourceOrder.BY_POSITION);
            }
            result = compactor.compact(keyed, deletesLeaveRows);
            last = records;
        }
        return result;
    }
}
