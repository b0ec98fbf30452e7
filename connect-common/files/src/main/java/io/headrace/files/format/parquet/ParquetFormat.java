package io.headrace.files.format.parquet;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.files.format.Compression;
import io.headrace.files.format.FileTypes;
import io.headrace.files.format.RowFileFormat;
import io.headrace.files.format.RowFileWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Apache Parquet, format version 1 pages, which every reader takes. */
public final class ParquetFormat implements RowFileFormat {

    private final Compression compression;
    private final long rowGroupBytes;

    /** @param rowGroupBytes what one row group holds in memory before it is written, in encoded bytes */
    public ParquetFormat(Compression compression, long rowGroupBytes) {
        this.compression = compression;
        this.rowGroupBytes = rowGroupBytes;
    }

    @Override
    public String extension() {
        return "parquet";
    }

    @Override
    public DataType fit(DataType type) {
        return FileTypes.fit(type);
    }

    @Override
    public RowFileWriter open(OutputStream out, List<Column> columns) throws IOException {
        return new ParquetRowFileWriter(
                new StreamOutputFile(out), ParquetSchema.of(columns), columns, compression, rowGroupBytes);
    }
}
