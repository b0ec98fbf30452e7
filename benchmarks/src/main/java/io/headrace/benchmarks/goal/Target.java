package io.headrace.benchmarks.goal;

import io.headrace.benchmarks.data.Checksum;
import io.headrace.benchmarks.data.Table;

/** Where one contender writes one table. Closing lets go of what was opened to look at it. */
public interface Target extends AutoCloseable {

    /** Removes what an earlier measurement left. */
    void clear();

    /**
     * Tells whether all rows are durable and visible, at a price that does not slow down the writer.
     *
     * @param rows how many records the topic has
     */
    boolean isComplete(long rows);

    /** {@return what a reader finds; the worker is stopped by then} */
    Checksum read(Table table);

    @Override
    default void close() {}
}
