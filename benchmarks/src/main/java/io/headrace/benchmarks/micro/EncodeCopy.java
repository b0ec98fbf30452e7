package io.headrace.benchmarks.micro;

import io.headrace.benchmarks.data.LineItem;
import io.headrace.postgres.CopyDoor;
import io.headrace.sink.spi.RowBlock;
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

/** From our rows to PostgreSQL's binary COPY. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EncodeCopy {
    private final RowBlock block = Rows.block(new LineItem(Rows.SEED));
    private final CopyDoor door = new CopyDoor(block.columns());

    @Benchmark
    @OperationsPerInvocation(Rows.COUNT)
    public long copy() {
        return door.encode(block);
    }
}
