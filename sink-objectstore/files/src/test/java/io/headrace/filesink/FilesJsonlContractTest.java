package io.headrace.filesink;

import io.headrace.testkit.contract.SinkContract;
import io.headrace.testkit.contract.SinkTarget;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FilesJsonlContractTest extends SinkContract {

    @TempDir(factory = InMemory.class)
    Path directory;

    @Override
    protected SinkTarget openTarget() {
        return new LakeTarget(directory, new JsonlReader(), Map.of("format", "jsonl", "compression", "gzip"));
    }
}
