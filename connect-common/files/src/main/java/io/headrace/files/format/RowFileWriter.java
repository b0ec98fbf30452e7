package io.headrace.files.format;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One file being written. A file is whole only after {@link #finish}; closing without it releases what the writer holds and leaves a torn file behind. */
public interface RowFileWriter extends Closeable {

    /**
     * Appends a row.
     *
     * @param values canonical values (see {@link io.headrace.core.record.DataType}) in the order of the columns; kept by reference until {@link #finish}, so bytes and
     *     lists must not change, but the array itself may be reused
     * @throws io.headrace.core.error.HeadraceException of class POISON when the format cannot hold a value; the file is torn then
     */
    void write(@Nullable Object[] values) throws IOException;

    long rows();

    /** Estimate of the file's size so far in bytes, what is still in memory included. */
    long bytes();

    /** Writes what is still in memory and the file's end. */
    void finish() throws IOException;
}
