package io.headrace.duckdb;

import io.headrace.testkit.contract.SinkContract;
import io.headrace.testkit.contract.SinkTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbContractTest extends SinkContract {

    @TempDir
    Path directory;

    @Override
    protected SinkTarget openTarget() {
        return new DuckDbSinkTarget(directory.resolve("contract.duckdb"));
    }
}
