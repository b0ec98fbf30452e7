package io.headrace.benchmarks.micro;

import io.headrace.benchmarks.data.Orders;
import io.headrace.core.record.ChangeRecord;
import io.headrace.sink.plan.Compactor;
import io.headrace.sink.plan.LastPerKey;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The last change per key, where half of the changes are updates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Compaction {
    private final Compactor compactor = new LastPerKey();
    private final List<Compactor.Keyed> changes =
            Rows.changes(new Orders(Rows.SEED)).stream().map(Compaction::keyed).toList();

    private static Compactor.Keyed keyed(ChangeRecord change) {
        return new Compactor.Keyed(change, (Comparable<?>)
                Objects.requireNonNull(Objects.requireNonNull(change.after()).value(0)));
    }

    @Benchmark
    @OperationsPerInvocation(Rows.COUNT)
    public Compactor.Compacted lastPerKey() {
        return compactor.compact(changes, false);
    }
}
