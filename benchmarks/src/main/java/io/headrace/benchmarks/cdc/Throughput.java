package io.headrace.benchmarks.cdc;

import io.headrace.benchmarks.contest.Measurement;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.machine.ProcessMeter;
import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast a source brings the changes that the server has kept for it into Kafka. It reads a few changes, is stopped while many more are made, and is timed from the
 * first record after that to the last.
 *
 * @param stand broker and converter
 * @param server the database server
 */
public record Throughput(Stand stand, EmbeddedPostgres server) {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * @param turn tells the turns of a rival apart
     * @param changes to be read, rounded up to whole transfers
     * @throws IllegalStateException when not every change arrives
     */
    public Measurement measure(Rival rival, int turn, long changes) {
        String name = rival.role().name().toLowerCase(Locale.ROOT) + "_log_" + turn;
        long transfers = (changes + Bank.CHANGES - 1) / Bank.CHANGES;
        try (Ride ride = new Ride(stand, server, rival, name, Stand.jvm());
                Connection teller = ride.bank().teller()) {
            Bank.transfer(teller, 1);
            Await.until("the first changes", Ride.PATIENCE, () -> ride.records() == Bank.CHANGES);
            ride.client().stop(ride.source());
            ride.awaitRead(false);
            Bank.transfer(teller, transfers);
            ride.client().resume(ride.source());
            return time(ride, transfers * Bank.CHANGES);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make changes for " + name, e);
        }
    }

    private static Measurement time(Ride ride, long changes) {
        await(ride, Bank.CHANGES + 1);
        long before = ride.records();
        Instant started = Instant.now();
        long start = System.nanoTime();
        Duration cpu = ProcessMeter.cpu(ride.pid());
        await(ride, Bank.CHANGES + changes);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Measurement(
                Bank.CHANGES + changes - before,
                started,
                took,
                ProcessMeter.peakRssMb(ride.pid()),
                ProcessMeter.cpu(ride.pid()).minus(cpu));
    }

    private static void await(Ride ride, long records) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (ride.records() < records) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Only " + ride.records() + " of " + records + " records came: "
                        + ride.client().status(ride.source()));
            }
            LockSupport.parkNanos(LOOK);
        }
    }
}
