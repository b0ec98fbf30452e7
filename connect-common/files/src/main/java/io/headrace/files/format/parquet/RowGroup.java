package io.headrace.files.format.parquet;

import io.headrace.core.schema.Column;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The rows of one row group, shredded into columns and encoded in memory. */
final class RowGroup {

    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore store;
    private final FieldEncoder[] encoders;
    private long rows;
    private boolean closed;

    RowGroup(MessageType schema, List<Column> columns, ParquetProperties properties, PageCompressor compressor) {
        pages = new ColumnChunkPageWriteStore(
                compressor,
                schema,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        store = properties.newColumnWriteStore(schema, pages, pages);
        Iterator<ColumnDescriptor> leaves = schema.getColumns().iterator();
        encoders = columns.stream()
                .map(column -> FieldEncoder.of(
                        column.type(), column.nullable(), 0, () -> store.getColumnWriter(leaves.next())))
                .toArray(FieldEncoder[]::new);
    }

    void write(int column, @Nullable Object value) {
        encoders[column].write(value, 0, 0);
    }

    void endRow() {
        store.endRecord();
        rows++;
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return store.getBufferedSize();
    }

    void writeTo(ParquetFileWriter file) throws IOException {
        store.flush();
        file.startBlock(rows);
        pages.flushToFileWriter(file);
        file.endBlock();
    }

    /** Gives the buffers back; repeatable. */
    void close() {
        if (!closed) {
            closed = true;
            store.close();
            pages.close();
        }
    }
}
