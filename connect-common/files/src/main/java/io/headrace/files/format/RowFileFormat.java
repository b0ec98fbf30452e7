package io.headrace.files.format;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A file format that rows can be written in. Immutable; one instance serves any number of files. */
public interface RowFileFormat {

    /** What file names end with, without the leading dot, compression included where the format's readers expect it. */
    String extension();

    /** The type a file holds for {@code type}, losing nothing; the same type when the format has it. */
    DataType fit(DataType type);

    /**
     * Starts a file.
     *
     * @param out where the bytes go; the writer flushes it but leaves closing to the caller
     * @param columns what every row holds, with types that {@link #fit} returned
     */
    RowFileWriter open(OutputStream out, List<Column> columns) throws IOException;
}
