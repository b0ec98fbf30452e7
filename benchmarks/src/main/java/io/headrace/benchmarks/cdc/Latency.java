package io.headrace.benchmarks.cdc;

import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.machine.ProcessMeter;
import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a change takes from its commit in one database until it is visible in another, while changes go on at an even pace.
 *
 * @param stand broker and converter
 * @param server holds both databases, so that one clock counts
 * @param changesPerSecond the pace
 */
public record Latency(Stand stand, EmbeddedPostgres server, int changesPerSecond) {
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /**
     * What one rival did.
     *
     * @param delays how late the changes were
     * @param peakRssMb the most memory that the worker's process ever had
     */
    public record Measurement(Delays delays, long peakRssMb) {}

    /**
     * @param turn tells the turns of a rival apart
     * @param length measured, after a warming up
     * @throws IllegalStateException when not every change arrives
     */
    public Measurement measure(Rival rival, int turn, Duration length) {
        String name = rival.role().name().toLowerCase(Locale.ROOT) + "_late_" + turn;
        String target = name + "_copy";
        try (Ride ride = new Ride(stand, server, rival, name, Stand.jvm())) {
            ride.sinkInto(target);
            TreeMap<Long, Long> seen = new TreeMap<>();
            long measuredFrom;
            try (Transfers transfers = new Transfers(ride.bank(), changesPerSecond / Bank.CHANGES)) {
                transfers.start();
                Await.until("the first changes in " + target, Ride.PATIENCE, () -> hasHistory(target));
                try (Connection connection = server.connect(target);
                        Statement statement = connection.createStatement()) {
                    watch(statement, seen, WARM_UP);
                    measuredFrom = seen.lastKey();
                    watch(statement, seen, length);
                    transfers.stop();
                    watchUntil(statement, seen, ride.bank().times().lastKey());
                }
            }
            TreeMap<Long, Long> made = ride.bank().times();
            return new Measurement(
                    Delays.between(made.tailMap(measuredFrom, false), seen), ProcessMeter.peakRssMb(ride.pid()));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot watch " + target, e);
        }
    }

    private boolean hasHistory(String target) {
        try (Connection connection = server.connect(target);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT to_regclass('public.history') IS NOT NULL")) {
            return found.next() && found.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask " + target, e);
        }
    }

    private static void watch(Statement statement, TreeMap<Long, Long> seen, Duration length) throws SQLException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            look(statement, seen);
        }
        if (seen.isEmpty()) {
            throw new IllegalStateException("No change was visible within " + length.toSeconds() + " s");
        }
    }

    private static void watchUntil(Statement statement, TreeMap<Long, Long> seen, long last) throws SQLException {
        long deadline = System.nanoTime() + Ride.PATIENCE.toNanos();
        while (seen.lastKey() < last) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Transfer " + last + " is not there after " + Ride.PATIENCE.toMinutes()
                        + " minutes; the last one is " + seen.lastKey());
            }
            look(statement, seen);
        }
    }

    /** The history is one partition and comes in its order: whoever sees a transfer sees those before. */
    private static void look(Statement statement, TreeMap<Long, Long> seen) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "SELECT max(hid), (extract(epoch FROM clock_timestamp()) * 1000000)::bigint FROM history")) {
            found.next();
            long last = found.getLong(1);
            if (!found.wasNull()) {
                seen.putIfAbsent(last, found.getLong(2));
            }
        }
        LockSupport.parkNanos(LOOK);
    }
}
