package io.headrace.benchmarks.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** What a flight recording says about a span of time: samples by thread and method, allocation by class and method, pauses. */
public final class Profile {
    private static final int LINES = 25;
    private static final String OURS = "io.headrace.";

    private final Tally threads = new Tally();
    private final Tally self = new Tally();
    private final Tally within = new Tally();
    private final Map<String, Tally> withinThreads = new HashMap<>();
    private final Tally allocatedClasses = new Tally();
    private final Tally allocatedBy = new Tally();
    private long pauses;
    private Duration paused = Duration.ZERO;

    private Profile() {}

    /**
     * Reads a recording.
     *
     * @param from events before it are left out
     * @param to events after it are left out
     */
    public static Profile read(Path recording, Instant from, Instant to) {
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (!event.getStartTime().isBefore(from)
                        && !event.getStartTime().isAfter(to)) {
                    profile.add(event);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the recording " + recording, e);
        }
        return profile;
    }

    /** {@return the summary, ready to print} */
    public String text() {
        List<String> lines = new ArrayList<>();
        section(lines, "threads by samples", threads, 8, threads.total());
        section(lines, "methods by samples of their own", self, LINES, self.total());
        section(lines, "our methods by samples in them and below", within, LINES, self.total());
        threads.heaviest()
                .ifPresent(busiest -> section(
                        lines,
                        "all methods by samples in them and below, on " + busiest,
                        withinThreads.getOrDefault(busiest, new Tally()),
                        2 * LINES,
                        threads.weight(busiest)));
        section(lines, "allocated classes by bytes", allocatedClasses, LINES, allocatedClasses.total());
        section(lines, "our nearest methods by bytes allocated below", allocatedBy, LINES, allocatedBy.total());
        lines.add(String.format(Locale.ROOT, "garbage collection: %d pauses, %d ms in all", pauses, paused.toMillis()));
        return String.join("\n", lines);
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> sample(event);
            case "jdk.ObjectAllocationSample" -> allocation(event);
            case "jdk.GCPhasePause" -> {
                pauses++;
                paused = paused.plus(event.getDuration());
            }
            default -> {}
        }
    }

    private void sample(RecordedEvent event) {
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null || event.getEventType().getName().equals("jdk.NativeMethodSample") && waits(trace)) {
            return;
        }
        RecordedThread thread = event.getThread("sampledThread");
        String threadName = thread == null ? "?" : String.valueOf(thread.getJavaName());
        threads.add(threadName, 1);
        Tally withinThread = withinThreads.computeIfAbsent(threadName, unused -> new Tally());
        List<RecordedFrame> frames = trace.getFrames();
        self.add(name(frames.get(0)), 1);
        Set<String> seen = new HashSet<>();
        for (RecordedFrame frame : frames) {
            String name = name(frame);
            if (seen.add(name)) {
                withinThread.add(name, 1);
                if (name.startsWith(OURS)) {
                    within.add(name, 1);
                }
            }
        }
    }

    private void allocation(RecordedEvent event) {
        long bytes = event.getLong("weight");
        RecordedClass type = event.getClass("objectClass");
        allocatedClasses.add(type == null ? "?" : type.getName(), bytes);
        RecordedStackTrace trace = event.getStackTrace();
        String nearest = trace == null
                ? "?"
                : trace.getFrames().stream()
                        .map(Profile::name)
                        .filter(name -> name.startsWith(OURS))
                        .findFirst()
                        .orElse("(not below ours)");
        allocatedBy.add(nearest, bytes);
    }

    /** A native sample of a thread that waits says nothing about the processor. */
    private static boolean waits(RecordedStackTrace trace) {
        String top = name(trace.getFrames().get(0));
        return top.contains("epoll")
                || top.contains("EPoll")
                || top.contains("park")
                || top.contains("accept")
                || top.equals("sun.nio.ch.Net.poll");
    }

    private static String name(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        // What the JVM calls a lambda's class differs from run to run.
        String type = method.getType().getName().replaceFirst("\\$\\$Lambda.*", "(lambda)");
        return type + "." + method.getName();
    }

    private static void section(List<String> lines, String title, Tally tally, int most, long whole) {
        lines.add(title + ":");
        tally.top(most, whole).forEach(line -> lines.add("  " + line));
    }
}
