package io.headrace.testkit.simulate;

import io.headrace.sink.HeadraceSinkConnector;
import io.headrace.sink.HeadraceSinkTask;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.contract.SinkTarget;
import io.headrace.testkit.fault.Step;
import io.headrace.testkit.simulate.Chaos.Outage;
import io.headrace.testkit.simulate.Cluster.Member;
import io.headrace.testkit.simulate.Fact.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * One random run of a sink: records, flushes, faults, rebalances, zombies, restarts, schema changes, outages and offset resets in an order that the seed decides; then quiet,
 * and a comparison with the model. The same seed repeats exactly.
 */
public final class Simulator {

    private static final int ACTIONS = 220;
    private static final int QUIET_ROUNDS = 80;
    private static final int SHOWN = 20;
    private static final List<Step> STEPS = List.of(Step.values());

    private final long seed;
    private final Mode mode;
    private final SinkTarget target;
    private final Random random;
    private final SinkHarness harness;
    private final List<String> log = new ArrayList<>();
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Chaos chaos = new Chaos(log::add);
    private final Source source;
    private final Model model;
    private final Cluster cluster;

    private Simulator(long seed, Mode mode, SinkTarget target, UnaryOperator<SinkHarness> breaking) {
        this.seed = seed;
        this.mode = mode;
        this.target = target;
        this.random = new Random(seed * 31 + mode.name().hashCode());
        this.harness = breaking.apply(new SinkHarness(target.factory(), config(), seed).abandoning(target::abandon));
        this.source = new Source(harness.topics, random, mode, target.refusedText());
        this.model = new Model(mode, source.facts());
        this.cluster = new Cluster(harness, chaos, target.stagingLocks(), log::add);
        String prefix = name();
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            partitions.add(new TopicPartition(prefix + "_rows", i));
        }
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            partitions.add(new TopicPartition(prefix + "_events", i));
        }
    }

    private String name() {
        return "sim_" + mode.name().toLowerCase(Locale.ROOT) + seed;
    }

    private Map<String, String> config() {
        Map<String, String> config = new HashMap<>(target.config());
        config.put("name", name());
        config.put("write.mode", mode == Mode.MERGE ? "merge" : "append");
        config.put("delivery", mode == Mode.AT_LEAST_ONCE ? "at_least_once" : "exactly_once");
        config.put("flush.interval.ms", "1000");
        config.put("flush.rows", Integer.toString(1 + random.nextInt(30)));
        config.put("retry.first.ms", "50");
        config.put("retry.longest.ms", "2000");
        config.put("truncate.mode", "fail");
        return config;
    }

    /**
     * Runs a seed against a target, which may hold other seeds' tables.
     *
     * @throws AssertionError with the seed, the difference and the log when the target does not hold what it must
     */
    public static void run(long seed, Mode mode, SinkTarget target) {
        run(seed, mode, target, UnaryOperator.identity());
    }

    /** @param breaking makes the engine a worse one, to see that it is found out */
    public static void run(long seed, Mode mode, SinkTarget target, UnaryOperator<SinkHarness> breaking) {
        new Simulator(seed, mode, target, breaking).run();
    }

    private void run() {
        try {
            schedule();
            quiesce();
            compare();
        } catch (RuntimeException e) {
            throw failed(e.toString(), e);
        } finally {
            List.copyOf(cluster.zombies()).forEach(cluster::stop);
            cluster.stopAll();
        }
    }

    private AssertionError failed(String difference, RuntimeException cause) {
        return new AssertionError(
                "SIMULATION seed=" + seed + " mode=" + mode + " diff=" + difference + "\n" + String.join("\n", log),
                cause);
    }

    // ---- the schedule

    private void schedule() {
        boolean two = capable(destination -> destination.capabilities().manyTasks());
        cluster.start(partitions);
        if (two) {
            cluster.start(List.of());
        }
        for (int i = 0; i < ACTIONS; i++) {
            act(random.nextInt(1_000));
        }
    }

    private <T> T capable(java.util.function.Function<Destination, T> question) {
        try (Destination session =
                target.factory().create(target.factory().settings().parse(target.config()), "model", 0)) {
            return question.apply(session);
        }
    }

    private void act(int dice) {
        if (dice < 220) {
            produce();
        } else if (dice < 420) {
            cluster.iterate(anyMember(), 1 + random.nextInt(8));
        } else if (dice < 700) {
            steps(anyMember(), 1 + random.nextInt(4));
        } else if (dice < 780) {
            harness.clock.advance(Duration.ofMillis(1L << random.nextInt(13)));
        } else if (dice < 830) {
            anyMember().task.commit();
        } else if (dice < 890) {
            zombie();
        } else if (dice < 940) {
            trouble(random.nextInt(10));
        } else {
            rebalance(random.nextInt(60));
        }
    }

    private Member anyMember() {
        return cluster.members().get(random.nextInt(cluster.members().size()));
    }

    private void produce() {
        for (int i = 0; i <= random.nextInt(5); i++) {
            TopicPartition at = partitions.get(random.nextInt(partitions.size()));
            int from = source.facts().size();
            source.change(at);
            source.facts().subList(from, source.facts().size()).forEach(fact -> log.add("sent " + fact));
        }
    }

    private void steps(Member member, int count) {
        boolean worked = true;
        for (int i = 0; i < count && worked; i++) {
            worked = cluster.step(member);
        }
    }

    private void zombie() {
        if (cluster.zombies().isEmpty()) {
            return;
        }
        Member zombie = cluster.zombies().get(random.nextInt(cluster.zombies().size()));
        switch (random.nextInt(8)) {
            case 0 -> cluster.wake(zombie);
            case 1, 2 -> zombie.task.commit();
            case 3, 4 -> cluster.iterate(zombie, 1 + random.nextInt(8));
            default -> steps(zombie, 1 + random.nextInt(4));
        }
    }

    private void trouble(int dice) {
        Step step = STEPS.get(random.nextInt(STEPS.size()));
        boolean after = random.nextBoolean();
        switch (dice) {
            case 0, 1, 2 -> chaos.arm(step, after, false);
            case 3, 4 -> chaos.arm(step, after, true);
            case 5, 6 -> {
                Outage now = chaos.outage() == Outage.NONE ? (after ? Outage.MUTE : Outage.UNREACHABLE) : Outage.NONE;
                log.add("outage: " + now);
                chaos.outage(now);
            }
            case 7 -> {
                log.add("dead letters wait");
                harness.reporter.hold();
            }
            case 8 -> {
                log.add("dead letters are confirmed");
                harness.reporter.release();
            }
            default -> {
                log.add("the schema changes");
                source.evolve();
            }
        }
    }

    private void rebalance(int dice) {
        if (dice < 12) {
            cluster.move(random, false);
        } else if (dice < 20) {
            cluster.move(random, true);
        } else if (dice < 28) {
            cluster.deal(random);
        } else if (dice < 38) {
            cluster.expel(anyMember());
        } else if (dice < 48) {
            cluster.kill(anyMember());
        } else if (dice < 57) {
            cluster.replace(anyMember(), true);
        } else if (mode != Mode.AT_LEAST_ONCE) {
            reset();
        }
    }

    // ---- offset resets

    private static final class Connector extends HeadraceSinkConnector {
        Connector(SinkTarget target) {
            super(target.factory(), HeadraceSinkTask.class);
        }
    }

    /**
     * The user stops the connector, moves its offsets and resumes it. Zombies may still be about, but not where the offsets are cleared: one that was given a partition, and reads
     * the ledger only after that, would take its own old place for the beginning.
     */
    private void reset() {
        boolean forget = random.nextInt(3) == 0;
        if (forget || target.stagingLocks()) {
            List.copyOf(cluster.zombies()).forEach(cluster::wake);
        }
        int members = cluster.members().size();
        cluster.stopAll();
        Map<TopicPartition, Long> loaded = positions();
        Map<TopicPartition, Long> next = new HashMap<>();
        if (!forget) {
            TopicPartition one = partitions.get(random.nextInt(partitions.size()));
            next.put(one, (long) random.nextInt((int) Math.max(loaded.getOrDefault(one, 0L), 0) + 1));
        }
        log.add("offsets are reset to " + (forget ? "nothing" : next));
        new Connector(target).alterOffsets(harness.config(), next);
        for (TopicPartition partition : partitions) {
            if (forget) {
                harness.group.remove(partition);
                model.reset(partition, loaded.getOrDefault(partition, LedgerEntry.NONE), 0);
            } else if (next.containsKey(partition)) {
                harness.group.put(partition, next.get(partition));
                model.reset(partition, loaded.getOrDefault(partition, LedgerEntry.NONE), next.get(partition));
            }
        }
        cluster.start(partitions);
        for (int i = 1; i < members; i++) {
            cluster.start(List.of());
        }
    }

    /** How far each partition is loaded, or -1. */
    private Map<TopicPartition, Long> positions() {
        String id = name();
        Set<LedgerKey> keys = partitions.stream()
                .map(partition -> new LedgerKey(id, partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
        Map<LedgerKey, LedgerEntry> ledger = capable(destination -> destination.recover(keys));
        Map<TopicPartition, Long> positions = new HashMap<>();
        ledger.forEach((key, entry) -> positions.put(new TopicPartition(key.topic(), key.partition()), entry.next()));
        return positions;
    }

    // ---- the end

    private void quiesce() {
        log.add("-- quiet from here on");
        chaos.calm();
        harness.reporter.release();
        for (int i = 0; i < QUIET_ROUNDS; i++) {
            harness.clock.advance(Duration.ofSeconds(2));
            for (Member zombie : List.copyOf(cluster.zombies())) {
                cluster.iterate(zombie, 3);
                steps(zombie, 3);
                if (i == SHOWN && cluster.zombies().contains(zombie)) {
                    cluster.wake(zombie);
                }
            }
            for (Member member : List.copyOf(cluster.members())) {
                cluster.iterate(member, Integer.MAX_VALUE);
                steps(member, Integer.MAX_VALUE);
                member.task.commit();
            }
            if (i > SHOWN && partitions.stream().allMatch(this::done)) {
                return;
            }
        }
        throw failed(
                "not everything was loaded in the end; the group is at " + harness.group,
                new IllegalStateException("stuck"));
    }

    private boolean done(TopicPartition partition) {
        var records = harness.topics.records(partition);
        return records.isEmpty()
                || harness.group.getOrDefault(partition, 0L)
                        > records.get(records.size() - 1).kafkaOffset();
    }

    private void compare() {
        List<String> topics =
                partitions.stream().map(TopicPartition::topic).distinct().toList();
        List<String> missing = new ArrayList<>(model.expected());
        List<String> extra = new ArrayList<>();
        for (String line : model.found(target, topics)) {
            if (!missing.remove(line) && !model.allows(line)) {
                extra.add(line);
            }
        }
        Set<String> letters = harness.reporter.confirmed().stream()
                .map(record -> record.topic() + "-" + record.kafkaPartition() + "@" + record.kafkaOffset())
                .collect(Collectors.toSet());
        for (Fact fact : source.facts()) {
            String at = fact.at() + "@" + fact.offset();
            if (fact.kind() == Kind.POISON && !letters.contains(at)) {
                missing.add("dead letter " + at);
            } else if (fact.kind() != Kind.POISON && letters.contains(at)) {
                extra.add("dead letter " + at);
            }
        }
        if (!missing.isEmpty() || !extra.isEmpty()) {
            throw failed("missing " + some(missing) + ", extra " + some(extra), new IllegalStateException("different"));
        }
    }

    private static String some(List<String> lines) {
        return lines.size() <= SHOWN ? lines.toString() : lines.subList(0, SHOWN) + " and more";
    }
}
