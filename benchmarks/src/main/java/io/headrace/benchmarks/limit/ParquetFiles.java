package io.headrace.benchmarks.limit;

import io.headrace.benchmarks.data.Column;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;

/** Writes one Parquet file per commit with Parquet's own writer, syncs it, and renames it to where readers look. */
final class ParquetFiles implements BulkTarget {
    private final Path directory;
    private final List<Column> columns;
    private int files;
    private @Nullable ParquetWriter<@Nullable Object[]> writer;

    ParquetFiles(Path directory, List<Column> columns) {
        this.directory = directory;
        this.columns = columns;
    }

    @Override
    public void write(@Nullable Object[] row) throws IOException {
        ParquetWriter<@Nullable Object[]> open = writer;
        if (open == null) {
            Files.createDirectories(directory);
            open = new Builder(new LocalOutputFile(torn()), columns)
                    .withConf(new PlainParquetConfiguration())
                    .withCodecFactory(new ZstdCodec())
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .build();
            writer = open;
        }
        open.write(row);
    }

    @Override
    public void commit() throws IOException {
        if (writer == null) {
            return;
        }
        writer.close();
        writer = null;
        sync(torn());
        Files.move(torn(), directory.resolve("part-" + files + ".parquet"), StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
        files++;
    }

    @Override
    public void close() {
        writer = null;
    }

    private Path torn() {
        return directory.resolve("part-" + files + ".torn");
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
        private final List<Column> columns;

        Builder(OutputFile file, List<Column> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Deprecated in Parquet, but still abstract there. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration conf) {
            return new ParquetRows(columns);
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration conf) {
            return new ParquetRows(columns);
        }
    }
}
