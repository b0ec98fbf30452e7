package io.headrace.benchmarks.http;

import io.headrace.benchmarks.contest.Broker;
import io.headrace.runtime.Await;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.shop.Coverage;
import io.headrace.testkit.shop.DeepShop;
import io.headrace.testkit.shop.StreamTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Kills a worker with SIGKILL behind records of a run over three levels, in windows and pages, each time behind so many more. Records change and are added in between.
 *
 * @param home where the worker's configuration and log go, and stay
 * @param plugin puts the source's jars where a worker finds them
 * @param progress is told what happens
 */
public record RecordKills(Broker broker, Path home, Consumer<PluginDirs> plugin, Consumer<String> progress) {

    /** Behind how many records there may be a kill; the shop has some more. */
    public static final int RECORDS = 1_000;

    private static final int CUSTOMERS = 25;
    private static final int ORDERS = 5;
    private static final int ITEMS = 7;

    /** How often records change and are added, spread over all kills. */
    private static final int CHANGES = 50;

    private static final String NAME = "killed";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Longer than what the worker waits before it stores offsets. */
    private static final Duration STORING = Duration.ofMillis(500);

    private static final int FLIGHT_MICROS = 20_000;
    private static final int TELL = 25;

    /** @param seed chooses the records that change, and how each kill strikes */
    public Findings run(Delivery delivery, int kills, long seed) {
        Random dice = new Random(seed);
        Gate gate = new Gate();
        gate.open(stand(1, kills));
        Coverage coverage = new Coverage();
        String bootstrap = broker.bootstrapServers();
        try (DeepShop shop = new DeepShop(CUSTOMERS, ORDERS, ITEMS, seed);
                StreamTopics topics = new StreamTopics(bootstrap, NAME, DeepShop.STREAMS);
                MortalWorker worker = new MortalWorker(delivery, bootstrap, NAME, home, plugin, shop, gate)) {
            long start = System.nanoTime();
            for (int kill = 1; kill <= kills; kill++) {
                strike(delivery, gate, worker, dice);
                if (delivery == Delivery.AT_LEAST_ONCE) {
                    coverage.crashed(topics.read().byStream(), StreamTopics.stored(bootstrap, worker.offsets()));
                }
                change(shop, kill, kills);
                // It would hold every request of all workers.
                shop.mock().log().clear();
                tell(kill, kills, gate, start);
                gate.open(kill < kills ? stand(kill + 1, kills) : Integer.MAX_VALUE);
                worker.start();
            }
            Await.until(
                    "the last version of each record",
                    PATIENCE,
                    () -> Findings.lost(shop.latest(), topics.read().texts()).size(),
                    lost -> lost == 0);
            worker.stop();
            topics.read();
            return delivery == Delivery.EXACTLY_ONCE
                    ? Findings.exactlyOnce(shop.latest(), shop.everSeen(), topics.byStream())
                    : Findings.atLeastOnce(shop.latest(), shop.everSeen(), topics.byStream(), coverage);
        }
    }

    /** Behind which record a kill strikes. */
    private static int stand(int kill, int kills) {
        return kill * RECORDS / kills;
    }

    /** Every second kill finds the worker at a standstill in front of the next record, the others in the flight of this one: while it is sent, or its transaction is committed. */
    private static void strike(Delivery delivery, Gate gate, MortalWorker worker, Random dice) {
        if (dice.nextBoolean()) {
            gate.awaitHolding(PATIENCE);
            if (delivery == Delivery.AT_LEAST_ONCE) {
                LockSupport.parkNanos(STORING.toNanos());
            }
        } else {
            gate.awaitReached(PATIENCE);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(dice.nextInt(FLIGHT_MICROS)));
        }
        worker.kill();
    }

    private static void change(DeepShop shop, int kill, int kills) {
        int due = CHANGES * kill / kills - CHANGES * (kill - 1) / kills;
        if (due > 0) {
            shop.change(due, (due + 1) / 2);
        }
    }

    private void tell(int kill, int kills, Gate gate, long start) {
        if (kill % TELL != 0) {
            return;
        }
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        progress.accept(String.format(
                Locale.ROOT,
                "kill %d of %d: behind record %d, %.1f s each",
                kill,
                kills,
                gate.passed(),
                seconds / kill));
    }
}
