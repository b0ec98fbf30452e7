package io.headrace.testkit.simulate;

import io.headrace.testkit.contract.SinkTarget;
import io.headrace.testkit.memory.MemorySinkTarget;
import io.headrace.testkit.memory.MemoryTarget;

class SimulationByPartitionTest extends SinkSimulation {

    @Override
    protected SinkTarget openTarget() {
        return new MemorySinkTarget(new MemoryTarget().likeFiles());
    }

    @Override
    protected int seeds() {
        return Integer.getInteger("headrace.simulate.seeds", 1_000) / 2;
    }
}
