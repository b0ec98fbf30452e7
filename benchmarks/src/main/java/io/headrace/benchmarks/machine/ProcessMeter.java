package io.headrace.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Memory and processor time of a process, as the system counts them. */
public final class ProcessMeter {
    private static final int KB_PER_MB = 1024;

    private ProcessMeter() {}

    /** {@return what the process has used of the processors so far; nothing where the system does not tell} */
    public static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** {@return the most memory that the process ever had, in MB (VmHWM in Linux); 0 where the system does not tell} */
    public static long peakRssMb(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KB_PER_MB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + status, e);
        }
    }
}
