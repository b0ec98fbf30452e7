package io.headrace.benchmarks.http;

import io.headrace.benchmarks.contest.Measurement;
import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.contest.WorkerJvm;
import io.headrace.benchmarks.machine.ChildJvm;
import io.headrace.benchmarks.machine.ProcessMeter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Runs {@link LimitReader} in a JVM like the worker's.
 *
 * @param directory for the log of the process
 */
public record Limit(ChargeApi api, Path directory) {

    /** @param warmUp what is read before */
    Measurement read(Job warmUp, Job job) {
        List<String> arguments = List.of(
                Integer.toString(job.concurrency()),
                api.url(warmUp),
                Long.toString(warmUp.rows()),
                api.url(job),
                Long.toString(job.rows()));
        List<String> options = new WorkerJvm(false, null).options(Role.LIMIT);
        try (ChildJvm process = ChildJvm.start(options, LimitReader.class, arguments, directory.resolve("limit.log"))) {
            process.line();
            Instant started = Instant.now();
            Duration cpu = ProcessMeter.cpu(process.pid());
            String[] told = process.line().split(" ");
            long sum = job.rows() * (job.rows() - 1) / 2;
            if (Long.parseLong(told[1]) != job.rows() || Long.parseLong(told[2]) != sum) {
                throw new IllegalStateException(
                        "The limit read other charges than there are: " + String.join(" ", told));
            }
            return new Measurement(
                    job.rows(),
                    started,
                    Duration.ofNanos(Long.parseLong(told[0])),
                    ProcessMeter.peakRssMb(process.pid()),
                    ProcessMeter.cpu(process.pid()).minus(cpu));
        }
    }
}
