package io.headrace.benchmarks.micro;

import io.headrace.benchmarks.data.LineItem;
import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.DecoderOptions;
import io.headrace.core.record.RecordDecoder;
import io.headrace.core.record.RecordDecoders;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;
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

/** From Connect's record to ours. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Decode {
    private final List<SinkRecord> records = Rows.records(new LineItem(Rows.SEED));
    private final RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());

    @Benchmark
    @OperationsPerInvocation(Rows.COUNT)
    public void struct(Blackhole hole) {
        for (SinkRecord record : records) {
            ChangeRecord change = decoder.decode(record);
            hole.consume(change);
        }
    }
}
