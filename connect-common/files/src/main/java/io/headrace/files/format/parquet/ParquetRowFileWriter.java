package io.headrace.files.format.parquet;

import io.headrace.core.schema.Column;
import io.headrace.files.format.Compression;
import io.headrace.files.format.RowFileWriter;
import io.headrace.files.format.UnfitValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** One Parquet file: row groups are filled in memory and written when they reach their size. */
final class ParquetRowFileWriter implements RowFileWriter {

    /** The first look at a row group's and a page's size comes early, because single values may have megabytes. */
    private static final int FIRST_CHECK = 16;

    private static final int LONGEST_STRIDE = 10_000;

    private final MessageType schema;
    private final List<Column> columns;
    private final PageCompressor compressor;
    private final long rowGroupBytes;
    private final ParquetProperties properties = ParquetProperties.builder()
            .withMinRowCountForPageSizeCheck(FIRST_CHECK)
            .build();
    private final ParquetFileWriter file;

    private RowGroup group;
    private long rows;
    private long nextCheck = FIRST_CHECK;

    ParquetRowFileWriter(
            OutputFile out, MessageType schema, List<Column> columns, Compression compression, long rowGroupBytes)
            throws IOException {
        this.schema = schema;
        this.columns = List.copyOf(columns);
        this.compressor = new PageCompressor(compression);
        this.rowGroupBytes = rowGroupBytes;
        this.file =
                new ParquetFileWriter(out, schema, ParquetFileWriter.Mode.CREATE, rowGroupBytes, 0, null, properties);
        file.start();
        this.group = newGroup();
    }

    @Override
    public void write(@Nullable Object[] values) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            try {
                group.write(i, values[i]);
            } catch (UnfitValueException e) {
                throw e.in(columns.get(i));
            }
        }
        group.endRow();
        rows++;
        if (group.rows() >= nextCheck) {
            checkSize();
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long bytes() {
        try {
            return file.getPos() + group.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finish() throws IOException {
        endGroup();
        file.end(Map.of());
    }

    @Override
    public void close() throws IOException {
        group.close();
        compressor.release();
        file.close();
    }

    /** Looks again when half of what is left may be filled. */
    private void checkSize() throws IOException {
        long bytes = group.bytes();
        if (bytes >= rowGroupBytes) {
            endGroup();
            group = newGroup();
            nextCheck = FIRST_CHECK;
        } else {
            double rowsLeft = (double) (rowGroupBytes - bytes) * group.rows() / Math.max(bytes, 1);
            nextCheck = group.rows() + Math.max(1, Math.min(LONGEST_STRIDE, (long) (rowsLeft / 2)));
        }
    }

    private RowGroup newGroup() {
        return new RowGroup(schema, columns, properties, compressor);
    }

    private void endGroup() throws IOException {
        if (group.rows() > 0) {
            group.writeTo(file);
        }
        group.close();
    }
}
