package io.headrace.duckdb;

import io.headrace.testkit.contract.SinkTarget;
import io.headrace.testkit.simulate.SinkSimulation;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbSimulationTest extends SinkSimulation {

    private static final int SEEDS = 20;

    @TempDir
    Path directory;

    private int files;

    @Override
    protected SinkTarget openTarget() {
        return new DuckDbSinkTarget(directory.resolve("simulated" + ++files + ".duckdb"));
    }

    @Override
    protected int seeds() {
        return Integer.getInteger("headrace.simulate.seeds", SEEDS);
    }
}
