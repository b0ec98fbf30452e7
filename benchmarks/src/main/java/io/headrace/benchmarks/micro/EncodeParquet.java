package io.headrace.benchmarks.micro;

import io.headrace.benchmarks.data.LineItem;
import io.headrace.core.schema.Column;
import io.headrace.files.format.Compression;
import io.headrace.files.format.RowFileFormat;
import io.headrace.files.format.RowFileWriter;
import io.headrace.files.format.parquet.ParquetFormat;
import io.headrace.sink.spi.RowBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From our rows to a Parquet file of one row group, with Zstandard, in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EncodeParquet {
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private final RowBlock block = Rows.block(new LineItem(Rows.SEED));
    private final RowFileFormat format = new ParquetFormat(Compression.ZSTD, ROW_GROUP_BYTES);
    private final List<Column> columns = block.columns().stream()
            .map(column -> new Column(column.name(), format.fit(column.type()), true, column.source()))
            .toList();
    private final @Nullable Object[] row = new @Nullable Object[columns.size()];

    @Benchmark
    @OperationsPerInvocation(Rows.COUNT)
    public int parquet() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 20);
        try (RowFileWriter writer = format.open(file, columns)) {
            for (int i = 0; i < block.size(); i++) {
                block.read(i, row);
                writer.write(row);
            }
            writer.finish();
        }
        return file.size();
    }
}
