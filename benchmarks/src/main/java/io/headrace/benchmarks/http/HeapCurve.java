package io.headrace.benchmarks.http;

import io.headrace.benchmarks.machine.HeapMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** What is alive in a worker's heap when a tenth, a half and all of the records have come. */
final class HeapCurve implements LongConsumer {
    private final HeapMeter meter;
    private final List<Long> marks;
    private final List<Double> live = new ArrayList<>();

    HeapCurve(HeapMeter meter, long rows) {
        this.meter = meter;
        this.marks = List.of(rows / 10, rows / 2, rows);
    }

    @Override
    public void accept(long records) {
        if (live.size() < marks.size() && records >= marks.get(live.size())) {
            live.add(meter.liveMb());
        }
    }

    /** In MB, in the order of the marks. */
    List<Double> live() {
        return List.copyOf(live);
    }
}
