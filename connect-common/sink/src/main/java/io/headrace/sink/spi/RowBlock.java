package io.headrace.sink.spi;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one shape inside a {@link Batch}: all fill the same columns. Values are canonical for the column's type (see {@link io.headrace.core.record.DataType}). */
public interface RowBlock {

    /** What is to be done with the rows. */
    enum Kind {
        /** Append; no row is looked up. */
        INSERT,
        /** Insert, or update exactly {@link #columns} of the row with the same key; other columns stay as they are. */
        UPSERT,
        /** Delete by key; {@link #columns} are the key columns. */
        DELETE
    }

    Kind kind();

    /** The columns that {@link #read} fills, in order; in merge mode all key columns are among them. */
    List<Column> columns();

    int size();

    /** Fills {@code into[0..columns().size())} with the values of row {@code row}. The array is reused by the caller. */
    void read(int row, @Nullable Object[] into);

    /** The record that row {@code row} came from: for layouts by partition and time, and for errors. */
    ChangeRecord origin(int row);
}
