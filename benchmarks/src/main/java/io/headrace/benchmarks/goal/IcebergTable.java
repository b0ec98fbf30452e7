package io.headrace.benchmarks.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.benchmarks.data.Checksum;
import io.headrace.benchmarks.data.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table of Iceberg's Hadoop catalog on a local disk. It is complete when its current snapshot's total says so. */
public final class IcebergTable implements Target {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path warehouse;
    private final Path location;

    /** @param location the table's directory, in the warehouse */
    public IcebergTable(Path warehouse, Path location) {
        this.warehouse = warehouse;
        this.location = location;
    }

    @Override
    public void clear() {
        Trees.delete(warehouse);
        Trees.create(warehouse);
    }

    @Override
    public boolean isComplete(long rows) {
        Path metadata = location.resolve("metadata");
        Path hint = metadata.resolve("version-hint.text");
        if (!Files.exists(hint)) {
            return false;
        }
        try {
            Path current = metadata.resolve("v" + Files.readString(hint).strip() + ".metadata.json");
            return total(JSON.readTree(current.toFile())) >= rows;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the metadata of " + location, e);
        }
    }

    /** Only appended to: no data file ever leaves the table, so the folder is the table if its rows add up. */
    @Override
    public Checksum read(Table table) {
        return ParquetFolder.read(location.resolve("data"), table);
    }

    private static long total(JsonNode metadata) {
        long current = metadata.path("current-snapshot-id").asLong(-1);
        for (JsonNode snapshot : metadata.path("snapshots")) {
            if (snapshot.path("snapshot-id").asLong() == current) {
                return snapshot.path("summary").path("total-records").asLong();
            }
        }
        return 0;
    }
}
