package io.headrace.benchmarks.micro;

import io.headrace.core.naming.NameFitter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.infra.Blackhole;

/** A target's name for a source's name; not on the row's path, but on every new schema's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Naming {
    private final NameFitter fitter = new NameFitter(63, true, NameFitter.Style.SNAKE_CASE);
    private final List<String> names = IntStream.range(0, Rows.COUNT)
            .mapToObj(i ->
                    i % 7 == 0 ? "aFieldWhoseNameIsLongerThanWhatPostgresTakesForAnIdentifier" + i : "orderLine" + i)
            .toList();

    @Benchmark
    @OperationsPerInvocation(Rows.COUNT)
    public void fit(Blackhole hole) {
        names.forEach(name -> hole.consume(fitter.fit(name)));
    }
}
