package io.headrace.filesink;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.core.error.HeadraceException;
import io.headrace.files.format.Compression;
import io.headrace.files.format.RowFileFormat;
import io.headrace.files.format.jsonl.JsonlFormat;
import io.headrace.files.format.parquet.ParquetFormat;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.local.LocalStore;
import io.headrace.filesink.FilesSettings.Format;
import io.headrace.sink.DestinationFactory;
import io.headrace.sink.options.NestingOptions;
import io.headrace.sink.options.SinkSettings;
import io.headrace.sink.spi.Destination;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes files destinations and checks what they are told. */
final class FilesDestinationFactory implements DestinationFactory {

    /** Less than this is as good as full. */
    private static final long LEAST_FREE_BYTES = 64L << 20;

    @Override
    public Settings settings() {
        return FilesSettings.ALL;
    }

    @Override
    public boolean merges() {
        return false;
    }

    @Override
    public Destination create(Values values, String connectorName, int taskId) {
        return new FilesDestination(
                new LocalStore(directory(values.get(FilesSettings.URL))),
                format(values),
                PathFormat.parse(values.get(FilesSettings.PATH_FORMAT)));
    }

    @Override
    public void validate(Values values, Problems problems) {
        problems.rule(all -> {
            if (all.get(FilesSettings.FORMAT) == Format.JSONL
                    && all.get(FilesSettings.COMPRESSION) == Compression.SNAPPY) {
                problems.add(
                        FilesSettings.COMPRESSION,
                        "'snappy' is not possible with format=jsonl. Set it to zstd, gzip or none.");
            }
        });
        problems.rule(all -> {
            if (all.get(SinkSettings.NESTED_LISTS) == NestingOptions.Lists.CHILD
                    && !all.get(FilesSettings.PATH_FORMAT).contains("${table}")) {
                problems.add(
                        FilesSettings.PATH_FORMAT,
                        "'" + all.get(FilesSettings.PATH_FORMAT)
                                + "' has no ${table}, so with nested.lists=child the rows of a list would lie among those of its table. Add ${table}, or set nested.lists to keep.");
            }
        });
        problems.rule(all -> checkPath(all.get(FilesSettings.PATH_FORMAT), problems));
        problems.rule(
                all -> checkDirectory(all.get(FilesSettings.URL), all.get(SinkSettings.VALIDATE_CONNECT), problems));
    }

    private static RowFileFormat format(Values values) {
        Compression compression = values.get(FilesSettings.COMPRESSION);
        return values.get(FilesSettings.FORMAT) == Format.JSONL
                ? new JsonlFormat(compression)
                : new ParquetFormat(compression, values.get(FilesSettings.ROW_GROUP_BYTES));
    }

    private static Path directory(URI url) {
        return Path.of(url.getPath());
    }

    private static void checkPath(String format, Problems problems) {
        try {
            PathFormat.parse(format);
        } catch (IllegalArgumentException e) {
            problems.add(FilesSettings.PATH_FORMAT, String.valueOf(e.getMessage()));
        }
    }

    private static void checkDirectory(URI url, boolean connect, Problems problems) {
        String host = url.getAuthority();
        if (host != null) {
            problems.add(
                    FilesSettings.URL,
                    "'" + url + "' names a host, '" + host + "'. Write three slashes: file:///" + host + url.getPath());
        } else if (url.getPath().isEmpty() || url.getQuery() != null || url.getFragment() != null) {
            problems.add(FilesSettings.URL, "'" + url + "' is not a directory. Write file:///path and nothing else.");
        } else if (connect) {
            checkDisk(directory(url).normalize(), problems);
        }
    }

    private static void checkDisk(Path directory, Problems problems) {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            problems.add(FilesSettings.URL, "'" + existing + "' is a file. Name a directory, or one that can be made.");
        } else if (!Files.isWritable(existing)) {
            problems.add(
                    FilesSettings.URL,
                    "the worker's user may not write to '" + existing
                            + "'. Give it read, write and execute permission there.");
        } else {
            probe(directory, existing, problems);
        }
    }

    /** Does what a load does, where the directory is there already: validating makes none. */
    private static void probe(Path directory, Path existing, Problems problems) {
        ObjectStore store = new LocalStore(directory);
        try (store) {
            long free = Files.getFileStore(existing).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                problems.add(
                        FilesSettings.URL,
                        "the disk of '" + existing + "' has " + free + " bytes free; at least " + LEAST_FREE_BYTES
                                + " are needed to begin. Free space.");
            } else if (directory.equals(existing)) {
                Probe.run(store);
            }
        } catch (IOException e) {
            problems.add(FilesSettings.URL, String.valueOf(store.explain(e).getMessage()));
        } catch (HeadraceException e) {
            problems.add(FilesSettings.URL, String.valueOf(e.getMessage()));
        }
    }
}
