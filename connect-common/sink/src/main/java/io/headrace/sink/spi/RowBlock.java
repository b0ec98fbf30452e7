package io.headrace.sink.spi;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one shape inside a {@link Batch}: all fill the same columns. Values are canonical for the column's type (see {@link io.headrace.core.record.DataType}). */
public interface RowBlock {

    /** What is to be done with the rows. */
    enum Kind {
        /** Append; no row is looked up. In a table with a key, after the DELETEs of the batch have removed whatever had the key. */
        INSERT,
        /** Insert, or update exactly {@link #columns} of the row with the same key; other columns stay as they are. */
        UPSERT,
        /** Delete every row that has these values in {@link #columns}: the key columns, or, in the table of a list, the first of them, which are its parent's key. */
        DELETE
    }

    Kind kind();

    /** The columns that {@link #read} fills, in order; in merge mode all key columns are among them, or for a DELETE the first of them only. */
    List<Column> columns();

    int size();

    /** Fills {@code into[0..columns().size())} with the values of row {@code row}. The array is reused by the caller. */
    void read(int row, @Nullable Object[] into);

    /** The record that row {@code row} came from: for layouts by partition and time, and for errors. */
    ChangeRecord origin(int row);
}
