package io.headrace.benchmarks.chaos;

import io.headrace.benchmarks.chaos.Comparison.Verdict;
import io.headrace.runtime.Await;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One run: start all, break it for so long, let it recover, compare. */
final class Chaos {

    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration REPORT = Duration.ofSeconds(10);
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration RECOVERY = Duration.ofMinutes(4);

    private final Plan plan;
    private final Path directory;
    private final PrintWriter out;
    private final EventLog log;

    Chaos(Plan plan, Path directory, PrintWriter out, EventLog log) {
        this.plan = plan;
        this.directory = directory;
        this.out = out;
        this.log = log;
    }

    Result run(Path plugins) throws SQLException {
        List<Strike> schedule = Schedule.of(plan);
        schedule.forEach(strike -> log.add("planned: " + strike));
        try (Arena arena = new Arena(directory, plugins, plan, log);
                Load load = new Load(
                        arena.kafka().bootstrapServers(),
                        Arena.TOPIC,
                        Arena.PARTITIONS,
                        new Changes(plan.seed()),
                        plan.rate());
                Watch watch = new Watch(
                        arena.admin(), arena.all().stream().map(Sink::name).toList());
                Operator operator = new Operator(arena, load, log)) {
            Conductor conductor = new Conductor(schedule, arena, watch, load, operator, log);
            operator.calm();
            load.start();
            watch.start();
            Await.until(
                    "the first durable rows of every sink",
                    START,
                    () -> arena.all().stream().allMatch(sink -> watch.durable(sink.name()) > 0));
            rage(conductor, arena, watch, load, operator);
            Set<String> stuck = recover(conductor, arena, watch, load, operator);
            Map<Tally, Integer> counts = counts(conductor);
            return judge(arena, counts, stuck, operator.failed());
        }
    }

    private void rage(Conductor conductor, Arena arena, Watch watch, Load load, Operator operator) {
        log.add("begin");
        long start = System.nanoTime();
        Duration nextReport = REPORT;
        Duration elapsed = Duration.ZERO;
        while (elapsed.compareTo(plan.length()) < 0) {
            conductor.step(elapsed);
            if (elapsed.compareTo(nextReport) >= 0) {
                report(nextReport, conductor, arena, watch, load, operator);
                nextReport = nextReport.plus(REPORT);
            }
            pause();
            elapsed = Duration.ofNanos(System.nanoTime() - start);
        }
        conductor.end();
        log.add("end");
    }

    private void report(Duration at, Conductor conductor, Arena arena, Watch watch, Load load, Operator operator) {
        Map<String, Long> durable = new TreeMap<>();
        arena.all().forEach(sink -> durable.put(sink.name(), watch.durable(sink.name())));
        String failures = operator.failed().isEmpty() ? "" : " FAILED=" + operator.failed();
        out.printf(
                Locale.ROOT,
                "%4d s  %s  sent=%d durable=%s%s%n",
                at.toSeconds(),
                Tally.text(counts(conductor)),
                load.sent(),
                durable,
                failures);
        out.flush();
        operator.lookForFailures();
    }

    /** {@return the sinks that were not done in time} */
    private Set<String> recover(Conductor conductor, Arena arena, Watch watch, Load load, Operator operator) {
        load.stop();
        operator.close();
        Await.until("all workers", START, () -> {
            conductor.end();
            return arena.workers().stream().allMatch(Worker::isUp);
        });
        operator.calm();
        Map<Integer, Long> ends = load.ends();
        List<String> sinks = arena.all().stream().map(Sink::name).toList();
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        while (!watch.isBeyond(sinks, ends) && System.nanoTime() - deadline < 0) {
            pause();
        }
        log.add("recovered, or given up");
        Set<String> stuck = sinks.stream()
                .filter(sink -> !watch.isBeyond(List.of(sink), ends))
                .collect(Collectors.toSet());
        arena.all()
                .forEach(sink -> operator.findFailure(sink)
                        .ifPresent(trace -> log.add("FAILED at the end: " + sink.name() + ": " + trace)));
        return stuck;
    }

    private Result judge(Arena arena, Map<Tally, Integer> counts, Set<String> stuck, Set<String> failed)
            throws SQLException {
        arena.stopWorkers();
        Judge judge = new Judge(arena.kafka().bootstrapServers());
        List<Verdict> verdicts = judge.compare(
                judge.expected(), arena.all(), arena.postgres(), arena.duckDbFile(), arena.lakeDirectory());
        verdicts.forEach(verdict -> {
            log.add(verdict.toString());
            out.printf(
                    Locale.ROOT,
                    "%-16s rows=%d lost=%d doubled=%d differing=%d%n",
                    verdict.place(),
                    verdict.rows(),
                    verdict.lost(),
                    verdict.doubled(),
                    verdict.differing());
            verdict.examples().forEach(example -> out.println("  " + example));
        });
        Result result = new Result(plan, counts, verdicts, stuck, failed, judge.deadLetters());
        if (!result.isGood()) {
            arena.keepDisks();
        }
        return result;
    }

    private static Map<Tally, Integer> counts(Conductor conductor) {
        return Arrays.stream(Tally.values())
                .collect(Collectors.toMap(tally -> tally, conductor::count, (a, b) -> a, TreeMap::new));
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
