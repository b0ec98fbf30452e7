package io.headrace.sink.plan;

import io.headrace.sink.buffer.PartitionSlice;
import java.time.Instant;
import java.util.List;

/** Makes the tables fit the records and says what to stage. */
public interface Planner {

    /**
     * Routes, applies the schema changes that are needed, and returns one plan per table. Repeatable: the same slices give the same plans.
     *
     * @throws PoisonException when records can be named that no table can take
     */
    List<PlannedTable> plan(List<PartitionSlice> slices, String loadId, Instant startedAt);

    /** Forgets what is known of the tables: after an error they may be different. */
    void forget();
}
