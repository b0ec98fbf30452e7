package io.headrace.benchmarks.http;

import io.headrace.benchmarks.contest.Broker;
import io.headrace.runtime.Await;
import io.headrace.testkit.server.PluginDirs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Kills a worker with SIGKILL behind records of runs over three levels, in windows and pages. Each death strikes all of its connectors, each behind a record of another part of its run;
 * in between records change and are added.
 *
 * @param home where the worker's configuration and log go, and stay
 * @param plugin puts the source's jars where a worker finds them
 * @param progress is told what happens
 */
public record RecordKills(Broker broker, Path home, Consumer<PluginDirs> plugin, Consumer<String> progress) {

    /** Behind how many records there may be a kill; a shop has some more. */
    public static final int RECORDS = 1_000;

    /** How often records of a shop change and are added, spread over all deaths. */
    private static final int CHANGES = 50;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Longer than what the worker waits before it stores offsets. */
    private static final Duration STORING = Duration.ofMillis(500);

    private static final int FLIGHT_MICROS = 20_000;
    private static final int TELL = 25;

    /**
     * Where kills strike.
     *
     * @param kills behind how many records
     * @param connectors how many are struck by each death
     */
    public record Plan(int kills, int connectors) {
        int deaths() {
            return kills / connectors;
        }

        /** Behind which of its records a death, from 1 on, strikes a connector. */
        int stand(int connector, int death) {
            return (connector * deaths() + death) * RECORDS / kills;
        }

        int changes(int death) {
            return CHANGES * death / deaths() - CHANGES * (death - 1) / deaths();
        }
    }

    /** @param seed chooses the records that change, and how each kill strikes */
    public Findings run(Delivery delivery, Plan plan, long seed) {
        Random dice = new Random(seed);
        List<Reading> readings = new ArrayList<>();
        try (MortalWorker worker = new MortalWorker(delivery, broker.bootstrapServers(), home, plugin)) {
            for (int i = 0; i < plan.connectors(); i++) {
                readings.add(new Reading(delivery, broker.bootstrapServers(), "killed-" + i, seed + i));
            }
            long start = System.nanoTime();
            for (int death = 1; death <= plan.deaths(); death++) {
                List<Gate> flights = new ArrayList<>();
                for (int i = 0; i < readings.size(); i++) {
                    Gate gate = readings.get(i).gate();
                    int stand = plan.stand(i, death);
                    if (dice.nextBoolean()) {
                        gate.open(stand - 1);
                        flights.add(gate);
                    } else {
                        gate.open(stand);
                    }
                }
                if (death == 1) {
                    readings.forEach(reading -> worker.put(reading.name(), reading.config()));
                } else {
                    worker.start();
                }
                readings.forEach(reading -> reading.gate().awaitHolding(PATIENCE));
                if (delivery == Delivery.AT_LEAST_ONCE) {
                    LockSupport.parkNanos(STORING.toNanos());
                }
                fly(flights, dice);
                worker.kill();
                int changes = plan.changes(death);
                readings.forEach(reading -> reading.crashed(changes));
                tell(death, plan, start);
            }
            readings.forEach(reading -> reading.gate().open(Integer.MAX_VALUE));
            worker.start();
            Await.until(
                    "the last version of each record",
                    PATIENCE,
                    () -> readings.stream().mapToInt(Reading::missing).sum(),
                    lost -> lost == 0);
            worker.stop();
            return readings.stream().map(Reading::findings).reduce(Findings.NONE, Findings::and);
        } finally {
            readings.forEach(Reading::close);
        }
    }

    /** Lets records go on, and looks for a moment of their flight: while they are sent, or their transactions are committed. */
    private static void fly(List<Gate> flights, Random dice) {
        if (flights.isEmpty()) {
            return;
        }
        flights.forEach(Gate::letOnePass);
        flights.forEach(gate -> gate.awaitReached(PATIENCE));
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(dice.nextInt(FLIGHT_MICROS)));
    }

    private void tell(int death, Plan plan, long start) {
        if (death % TELL != 0) {
            return;
        }
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        progress.accept(String.format(
                Locale.ROOT,
                "death %d of %d, behind %d records so far, %.1f s each",
                death,
                plan.deaths(),
                death * plan.connectors(),
                seconds / death));
    }
}
