package io.headrace.benchmarks.contest;

import io.headrace.benchmarks.data.Checksum;
import io.headrace.benchmarks.data.Table;
import io.headrace.benchmarks.goal.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Contenders in alternation. Each turn of each is a worker of its own, and what it wrote is compared with what was generated
 * before its time counts.
 */
public final class Contest {
    private final Stand stand;
    private final Table table;
    private final List<Contender> contenders;
    private final Checksum expected;
    private final Consumer<String> progress;

    /**
     * @param expected what every contender must have written
     * @param progress takes a line after each turn
     */
    public Contest(Stand stand, Table table, List<Contender> contenders, Checksum expected, Consumer<String> progress) {
        this.stand = stand;
        this.table = table;
        this.contenders = List.copyOf(contenders);
        this.expected = expected;
        this.progress = progress;
    }

    /**
     * @param topic holds the measured rows
     * @param warmUpTopic holds what each worker loads first
     * @param turns how often each contender is measured
     * @param jvm of each worker; a recording is made anew in each turn
     * @throws IllegalStateException when a contender fails, or wrote something else
     */
    public Map<Role, List<Measurement>> run(
            String topic, long rows, String warmUpTopic, long warmUpRows, int turns, WorkerJvm jvm) {
        Map<Role, List<Measurement>> measurements = new EnumMap<>(Role.class);
        for (int turn = 1; turn <= turns; turn++) {
            for (Contender contender : contenders) {
                String name = contender.role().name().toLowerCase(Locale.ROOT) + "_" + turn;
                Place warmUp = place("warm_" + name, warmUpTopic);
                Place timed = place(name, topic);
                Trial trial = new Trial(stand, contender, jvm);
                Measurement measurement = trial.run(warmUp, warmUpRows, timed, rows);
                verify(contender, contender.target().apply(timed));
                measurements
                        .computeIfAbsent(contender.role(), role -> new ArrayList<>())
                        .add(measurement);
                progress.accept(String.format(
                        Locale.ROOT,
                        "turn %d of %d: %s %,.0f rows/s (%.1f s, %d MB, %.1f s of CPU), content as generated",
                        turn,
                        turns,
                        contender.name(),
                        measurement.rowsPerSecond(),
                        measurement.took().toMillis() / 1000.0,
                        measurement.peakRssMb(),
                        measurement.cpu().toMillis() / 1000.0));
            }
        }
        return measurements;
    }

    private void verify(Contender contender, Target target) {
        Checksum found = target.read(table);
        if (!found.equals(expected)) {
            throw new IllegalStateException(
                    contender.name() + " wrote other rows than were generated: " + expected.difference(found, table));
        }
        target.clear();
    }

    private Place place(String name, String topic) {
        return new Place(name, topic, stand.directory().resolve("targets").resolve(name));
    }
}
