package io.headrace.filesink;

import io.headrace.testkit.contract.SinkContract;
import io.headrace.testkit.contract.SinkTarget;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FilesParquetContractTest extends SinkContract {

    @TempDir(factory = InMemory.class)
    Path directory;

    @Override
    protected SinkTarget openTarget() {
        return new LakeTarget(
                directory, new ParquetReader(), Map.of("path.format", "${table}/day=${yyyy-MM-dd}/p=${partition}"));
    }
}
