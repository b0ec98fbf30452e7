package io.headrace.filesink;

import io.headrace.files.format.Compression;
import io.headrace.files.format.parquet.ParquetFormat;
import java.nio.file.Path;

/** A process that loads two partitions into a lake: {@code LoaderProcess ROOT END BATCH}. */
final class LoaderProcess {

    private LoaderProcess() {}

    static Lake lake(Path root) {
        return new Lake(root, "${table}/month=${yyyy-MM}", new ParquetFormat(Compression.ZSTD, 1 << 20));
    }

    public static void main(String[] args) {
        FilesDestination destination = lake(Path.of(args[0])).open();
        EngineLoop loop = new EngineLoop(destination, Long.parseLong(args[2]), Lake.ORDERS);
        for (int partition = 0; partition < 2; partition++) {
            loop.load(Lake.key(partition), Long.parseLong(args[1]));
        }
        destination.close();
    }
}
