package io.headrace.sink.engine;

import io.headrace.sink.engine.PartitionState.Phase;
import io.headrace.sink.spi.LedgerEntry;
import java.util.Collection;

/** What the task thread last saw, for readers of metrics on other threads. */
final class Gauges {

    private volatile long lag;
    private volatile long held;
    private volatile long paused;
    private volatile long down;

    void set(Collection<PartitionState> partitions, long heldBytes, boolean targetDown) {
        long behind = 0;
        long waiting = 0;
        for (PartitionState state : partitions) {
            if (state.phase == Phase.RUNNING && state.position != LedgerEntry.NONE && state.durable.hasPosition()) {
                behind += Math.max(0, state.position - state.durable.next());
            } else {
                behind += state.buffer.rows();
            }
            waiting += state.paused ? 1 : 0;
        }
        lag = behind;
        held = heldBytes;
        paused = waiting;
        down = targetDown ? 1 : 0;
    }

    long down() {
        return down;
    }

    long lag() {
        return lag;
    }

    long held() {
        return held;
    }

    long paused() {
        return paused;
    }
}
