package io.headrace.testkit.simulate;

import io.headrace.sink.HeadraceSinkConnector;
import io.headrace.sink.HeadraceSinkTask;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.testkit.simulate.Cluster.Member;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What people do to a connector and its topics, and what they must be told: move the offsets of a stopped connector, leave it stopped until retention took records that it
 * needs, delete a topic and make it again.
 */
final class Operator {

    private static final int PATIENCE = 40;
    private static final int SHORT_TOPIC = 4;

    private final World world;

    /** Changed by the one who was told of a gap. */
    private boolean failsOnGaps;

    Operator(World world) {
        this.world = world;
        this.failsOnGaps = world.setup().failsOnGaps();
    }

    /** What the target says of each partition. */
    private record Ledger(String id, Map<LedgerKey, LedgerEntry> entries) {
        LedgerEntry of(TopicPartition partition) {
            LedgerKey key = new LedgerKey(id, partition.topic(), partition.partition());
            return entries.getOrDefault(key, LedgerEntry.absent(key));
        }

        /** What it says of some partitions is of records that are no more. */
        Ledger without(List<TopicPartition> partitions) {
            Map<LedgerKey, LedgerEntry> others = new HashMap<>(entries);
            partitions.forEach(partition -> others.remove(of(partition).key()));
            return new Ledger(id, others);
        }
    }

    private static final class Connector extends HeadraceSinkConnector {
        Connector(World world) {
            super(world.target().factory(), HeadraceSinkTask.class);
        }
    }

    // ---- offsets

    /** The user stops the connector, moves its offsets and resumes it. */
    void reset() {
        boolean forget = world.random().nextInt(3) == 0;
        int members = stop(!forget);
        if (forget) {
            forget(ledger());
        } else {
            TopicPartition one = anyPartition();
            long first = world.harness().topics.start(one);
            long room = Math.max(ledger().of(one).next() - first, 0);
            move(Map.of(one, first + world.random().nextInt((int) room + 1)), ledger());
        }
        start(members);
    }

    /** @param loaded the ledger, as far as what it says is of the records that are there now */
    private void move(Map<TopicPartition, Long> next, Ledger loaded) {
        world.log().accept("offsets are moved to " + next);
        new Connector(world).alterOffsets(world.harness().config(), next);
        next.forEach((partition, offset) -> {
            world.harness().group.put(partition, offset);
            world.model().reset(partition, loaded.of(partition).next(), offset);
        });
    }

    /** As Connect does it: it names the partitions that the group has an offset of, perhaps none. */
    private void forget(Ledger loaded) {
        world.log().accept("offsets are cleared");
        Map<TopicPartition, @Nullable Long> named = new HashMap<>();
        world.harness().group.keySet().forEach(partition -> named.put(partition, null));
        new Connector(world).alterOffsets(world.harness().config(), named);
        world.harness().group.clear();
        for (TopicPartition partition : world.partitions()) {
            world.model()
                    .reset(
                            partition,
                            loaded.of(partition).next(),
                            world.harness().topics.start(partition));
        }
    }

    // ---- retention

    /** Retention takes records that are loaded. Nobody may notice. */
    void retain() {
        TopicPartition one = anyPartition();
        long first = world.harness().topics.start(one);
        long committed = world.harness().group.getOrDefault(one, 0L);
        if (committed - 1 > first) {
            long start = first + 1 + world.random().nextInt((int) (committed - 1 - first));
            take(one, start, start);
        }
    }

    private void take(TopicPartition partition, long start, long loaded) {
        world.log().accept("retention takes records of " + partition + " below " + start);
        world.model().gone(partition, start, loaded);
        world.harness().topics.retainFrom(partition, start);
    }

    /** The connector is stopped for so long that retention takes records it has yet to load. */
    void loseRecords() {
        int members = stop(false);
        Ledger ledger = ledger();
        TopicPartition one = anyPartition();
        long first = Math.max(ledger.of(one).next(), world.harness().topics.start(one));
        long end = world.harness().topics.end(one);
        if (end > first) {
            long start = first + 1 + world.random().nextInt((int) (end - first));
            take(one, start, ledger.of(one).next());
            if (world.harness().topics.records(one).isEmpty()) {
                world.source().insert(one);
            }
        }
        start(members);
        if (end > first && failsOnGaps) {
            mendGap(one, ledger.of(one));
        } else {
            awaitReports(ledger);
        }
    }

    /** The task stops and says which records are gone; the user goes on behind them. */
    private void mendGap(TopicPartition partition, LedgerEntry entry) {
        if (gap(partition, entry) == 0) {
            return;
        }
        String told = failureOf(partition);
        long next = firstOf(partition);
        String expected = "Topic '" + partition.topic() + "' partition " + partition.partition()
                + ": records from offset " + entry.next() + " to " + (next - 1) + " are gone";
        if (!told.startsWith(expected)) {
            throw new IllegalStateException("The gap was not refused. Expected: " + expected + "; was: " + told);
        }
        int members = stop(false);
        if (world.random().nextBoolean()) {
            move(Map.of(partition, next), ledger());
        } else {
            world.log().accept("gaps are accepted from now on");
            world.harness().setting("on.gap", "continue");
            failsOnGaps = false;
        }
        start(members);
    }

    /** Every gap is counted, by its length. */
    private void awaitReports(Ledger ledger) {
        long expected = world.partitions().stream()
                .mapToLong(partition -> gap(partition, ledger.of(partition)))
                .sum();
        run(() -> reported() >= expected);
        if (reported() != expected) {
            throw new IllegalStateException(
                    "Records at " + expected + " offsets are gone, and " + reported() + " were reported");
        }
    }

    private long reported() {
        return world.cluster().members().stream()
                .mapToLong(member -> member.task.metric("offsets-skipped-total"))
                .sum();
    }

    /** How many offsets are gone between what is loaded and what Kafka has. Without a last record a sink cannot know: offsets have holes. */
    private long gap(TopicPartition partition, LedgerEntry entry) {
        return entry.last() == null || world.harness().topics.start(partition) <= entry.next()
                ? 0
                : firstOf(partition) - entry.next();
    }

    private long firstOf(TopicPartition partition) {
        List<SinkRecord> records = world.harness().topics.records(partition);
        return records.isEmpty() ? 0 : records.get(0).kafkaOffset();
    }

    // ---- topics

    /** The topic is deleted and made again, with fewer or with more records than were loaded. The sink must not take it for the old one. */
    void recreate() {
        boolean clears = world.random().nextBoolean();
        int members = stop(!clears);
        Ledger old = ledger();
        String topic = anyPartition().topic();
        List<TopicPartition> parts = world.partitions().stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
        if (parts.stream().anyMatch(partition -> old.of(partition).last() == null)) {
            start(members);
            return;
        }
        makeAnew(topic, parts, old);
        start(members);
        refuse(parts);
        stop(!clears);
        Ledger now = ledger().without(parts);
        if (clears) {
            forget(now);
        } else {
            move(parts.stream().collect(Collectors.toMap(Function.identity(), part -> first(part, old.of(part)))), now);
        }
        start(members);
        zombiesGoFirst();
    }

    /** What they began before the topic was made again must not be taken now. */
    private void zombiesGoFirst() {
        for (Member zombie : List.copyOf(world.cluster().zombies())) {
            for (int i = 0; i < PATIENCE && world.cluster().step(zombie); i++) {
                world.harness().clock.advance(Duration.ofMillis(1));
            }
        }
    }

    /** Where to go on in a new topic: at its beginning, or where the old one was left, when a zombie's batch from there must not be taken either. */
    private long first(TopicPartition partition, LedgerEntry old) {
        boolean knownUpToThere = world.setup().mode() == Mode.APPEND
                && world.harness().topics.end(partition) > old.next()
                && world.random().nextBoolean();
        return knownUpToThere ? old.next() : 0;
    }

    private void makeAnew(String topic, List<TopicPartition> parts, Ledger old) {
        boolean shorter = world.random().nextBoolean();
        world.log().accept("topic " + topic + " is deleted and made again, " + (shorter ? "shorter" : "longer"));
        world.harness().topics.recreate(topic);
        for (TopicPartition partition : parts) {
            world.harness().group.remove(partition);
            long loaded = old.of(partition).next();
            world.model().gone(partition, Long.MAX_VALUE, loaded);
            long records = shorter
                    ? 1 + world.random().nextInt(SHORT_TOPIC)
                    : loaded + 1 + world.random().nextInt(SHORT_TOPIC);
            // One that ends just where the last loaded record stood is noticed only with its next record.
            for (long i = 0; i < records || i == loaded - 1; i++) {
                world.source().insert(partition);
            }
        }
    }

    /** One task has all partitions, and stops at the first that it sees. */
    private void refuse(List<TopicPartition> parts) {
        String told = failureOf(parts.get(0));
        if (parts.stream()
                .noneMatch(partition -> told.startsWith("Topic '" + partition.topic() + "' partition "
                        + partition.partition() + " is not the one that was loaded: "))) {
            throw new IllegalStateException("The topic was made again, and was not refused; the task says: " + told);
        }
    }

    // ---- what they have in common

    /**
     * Stops the connector; from here on all is calm.
     *
     * @param mayLeaveZombies whether tasks that the group does not know may go on. Not where offsets are cleared: one that was given a partition, and reads the ledger only after
     *     that, would take its own old place for the beginning. Nor where records go: it may have them
     * @return how many tasks it had
     */
    private int stop(boolean mayLeaveZombies) {
        world.log().accept("the connector is stopped");
        world.chaos().calm();
        world.harness().reporter.release();
        if (!mayLeaveZombies || world.target().stagingLocks()) {
            List.copyOf(world.cluster().zombies()).forEach(world.cluster()::wake);
        }
        int members = world.cluster().members().size();
        world.cluster().stopAll();
        return members;
    }

    private void start(int members) {
        world.cluster().start(world.partitions());
        for (int i = 1; i < members; i++) {
            world.cluster().start(List.of());
        }
    }

    private TopicPartition anyPartition() {
        return world.partitions().get(world.random().nextInt(world.partitions().size()));
    }

    private String failureOf(TopicPartition partition) {
        Member owner = world.cluster().members().get(0);
        run(() -> owner.task.failure() != null);
        String told = owner.task.failure() == null
                ? "nothing"
                : String.valueOf(owner.task.failure().getMessage());
        world.log().accept(owner.name + ", which has " + partition + ", says: " + told);
        return told;
    }

    private void run(BooleanSupplier until) {
        for (int i = 0; i < PATIENCE && !until.getAsBoolean(); i++) {
            world.harness().clock.advance(Duration.ofSeconds(2));
            for (Member member : List.copyOf(world.cluster().members())) {
                member.task.iterate(1 + world.random().nextInt(8));
                boolean worked = true;
                while (worked) {
                    worked = world.cluster().step(member);
                }
            }
        }
    }

    /** How far each partition is loaded. */
    private Ledger ledger() {
        Set<LedgerKey> keys = world.partitions().stream()
                .map(partition -> new LedgerKey(world.name(), partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
        return new Ledger(world.name(), ask(destination -> destination.recover(keys)));
    }

    /** Asks the target, in a session of its own. */
    <T> T ask(Function<Destination, T> question) {
        var factory = world.target().factory();
        try (Destination session =
                factory.create(factory.settings().parse(world.target().config()), "model", 0)) {
            return Objects.requireNonNull(question.apply(session));
        }
    }
}
