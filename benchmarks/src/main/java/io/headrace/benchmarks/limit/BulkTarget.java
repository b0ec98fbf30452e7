package io.headrace.benchmarks.limit;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The bulk path of one target. Used by one thread at a time. */
interface BulkTarget {

    /** Adds a row; its values are as {@link Cells} reads them, in an array that is used again. */
    void write(@Nullable Object[] row) throws IOException, SQLException;

    /** Makes the rows durable and visible. */
    void commit() throws IOException, SQLException;

    /** Lets go of what is open; rows since the last commit are lost. */
    void close() throws IOException, SQLException;
}
