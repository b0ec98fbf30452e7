package io.headrace.testkit.memory;

import io.headrace.testkit.contract.SinkContract;
import io.headrace.testkit.contract.SinkTarget;

class MemoryByPartitionContractTest extends SinkContract {

    @Override
    protected SinkTarget openTarget() {
        return new MemorySinkTarget(new MemoryTarget().likeFiles());
    }
}
