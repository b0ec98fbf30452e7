package io.headrace.benchmarks.http;

import io.headrace.benchmarks.machine.HeapMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** What is alive in a worker's heap after each twentieth of the records. */
final class HeapCurve implements LongConsumer {
    private static final int MARKS = 20;

    private final HeapMeter meter;
    private final long rows;
    private final List<Double> live = new ArrayList<>();

    HeapCurve(HeapMeter meter, long rows) {
        this.meter = meter;
        this.rows = rows;
    }

    @Override
    public void accept(long records) {
        if (live.size() < MARKS && records >= rows * (live.size() + 1) / MARKS) {
            live.add(meter.liveMb());
        }
    }

    /** In MB, in the order of the marks. */
    List<Double> live() {
        return List.copyOf(live);
    }
}
