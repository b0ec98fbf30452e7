package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import java.util.List;

/** Leaves one change per key: what all changes of a batch to that key come to. */
@FunctionalInterface
public interface Compactor {

    /**
     * @param changes in the order that decides, which is Kafka's unless another was asked for
     * @param deletesLeaveRows whether a deleted row stays in the table and is only marked, so that what comes after goes on from it, in one batch as in two
     * @return one per key, sorted by key, and whether the table is emptied first
     */
    Compacted compact(List<Keyed> changes, boolean deletesLeaveRows);

    /** A change and the key it is about. */
    record Keyed(ChangeRecord change, Comparable<?> key) {}

    /**
     * @param change the last change of the key, with what earlier ones in the batch knew and it did not
     * @param replaces whether the row that the target may have is gone: columns without a value become null
     */
    record Result(ChangeRecord change, boolean replaces) {}

    /** @param truncate whether all rows from before the batch go */
    record Compacted(boolean truncate, List<Result> results) {}
}
