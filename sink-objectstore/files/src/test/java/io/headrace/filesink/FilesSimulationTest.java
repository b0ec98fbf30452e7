package io.headrace.filesink;

import io.headrace.testkit.contract.SinkTarget;
import io.headrace.testkit.simulate.SinkSimulation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Each directory has another format and other folders, so that a load is cut into one file or many. */
class FilesSimulationTest extends SinkSimulation {

    private static final int SEEDS = 20;
    private static final int SEEDS_PER_DIRECTORY = 5;
    private static final List<String> FOLDERS =
            List.of("${table}", "${table}/p=${partition}/dt=${yyyy-MM-dd}", "${table}/hour=${yyyy-MM-dd-HH}");

    @TempDir(factory = InMemory.class)
    Path directory;

    private int opened;

    @Override
    protected SinkTarget openTarget() {
        int number = opened++;
        Path folder = directory.resolve("lake" + number);
        String path = FOLDERS.get(number / 2 % FOLDERS.size());
        return number % 2 == 0
                ? new LakeTarget(folder, new ParquetReader(), Map.of("path.format", path))
                : new LakeTarget(
                        folder,
                        new JsonlReader(),
                        Map.of("path.format", path, "format", "jsonl", "compression", "gzip"));
    }

    @Override
    protected int seeds() {
        return Integer.getInteger("headrace.simulate.seeds", SEEDS);
    }

    @Override
    protected int seedsPerTarget() {
        return SEEDS_PER_DIRECTORY;
    }
}
