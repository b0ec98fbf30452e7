package io.headrace.testkit.simulate;

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
import org.apache.kafka.connect.data.Struct;

/**
 * One random run of a sink: records, flushes, faults, rebalances, zombies, restarts, schema changes, outages, retention, topics made again and offset resets in an order that the
 * seed decides; then quiet, and a comparison with the model. The same seed repeats exactly.
 */
public final class Simulator {

    private static final int ACTIONS = 220;
    private static final int QUIET_ROUNDS = 80;
    private static final int SHOWN = 20;
    private static final int MOST_PARTITIONS = 3;
    private static final List<Step> STEPS = List.of(Step.values());

    private final long seed;
    private final Setup setup;
    private final SinkTarget target;
    private final Random random;
    private final SinkHarness harness;
    private final List<String> log = new ArrayList<>();
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Chaos chaos = new Chaos(log::add);
    private final Source source;
    private final Model model;
    private final Cluster cluster;
    private final Operator operator;

    private Simulator(long seed, Mode mode, SinkTarget target, UnaryOperator<SinkHarness> breaking) {
        this.seed = seed;
        this.target = target;
        this.random = new Random(seed * 31 + mode.name().hashCode());
        this.setup = Setup.random(mode, random);
        this.harness = breaking.apply(new SinkHarness(target.factory(), config(), seed).abandoning(target::abandon));
        this.source = new Source(harness.topics, random, setup, target.refusedText(), log::add);
        this.model = new Model(setup, source.facts());
        this.cluster = new Cluster(harness, chaos, target.stagingLocks(), log::add);
        this.operator = new Operator(
                new World(name(), setup, target, random, harness, chaos, source, model, cluster, partitions, log::add));
        for (String topic : List.of(name() + "_rows", name() + "_events")) {
            partitions.add(source.addPartition(topic));
            if (!setup.inSourceOrder() && random.nextBoolean()) {
                partitions.add(source.addPartition(topic));
            }
        }
    }

    private String name() {
        return "sim_" + setup.mode().name().toLowerCase(Locale.ROOT) + seed;
    }

    private Map<String, String> config() {
        Map<String, String> config = new HashMap<>(target.config());
        config.put("name", name());
        config.putAll(setup.config());
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
                "SIMULATION seed=" + seed + " mode=" + setup.mode() + " diff=" + difference + "\n" + setup + "\n"
                        + String.join("\n", log),
                cause);
    }

    // ---- the schedule

    private void schedule() {
        boolean two = operator.ask(destination -> destination.capabilities().manyTasks());
        cluster.start(partitions);
        if (two) {
            cluster.start(List.of());
        }
        for (int i = 0; i < ACTIONS; i++) {
            act(random.nextInt(1_000));
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
        if (setup.inSourceOrder() && random.nextInt(12) == 0) {
            grow();
        }
        for (int i = 0; i <= random.nextInt(5); i++) {
            TopicPartition at = partitions.get(random.nextInt(partitions.size()));
            source.change(at);
        }
    }

    private void grow() {
        String topic = partitions.get(random.nextInt(partitions.size())).topic();
        if (partitions.stream().filter(each -> each.topic().equals(topic)).count() < MOST_PARTITIONS) {
            TopicPartition added = source.addPartition(topic);
            partitions.add(added);
            cluster.add(added, random);
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
            cluster.deal(random, random.nextInt(3) == 0);
        } else if (dice < 36) {
            cluster.expel(anyMember());
        } else if (dice < 44) {
            cluster.kill(anyMember());
        } else if (dice < 51) {
            cluster.replace(anyMember(), true);
        } else if (dice < 54) {
            operator.retain();
        } else if (setup.mode() != Mode.AT_LEAST_ONCE) {
            operate(dice);
        }
    }

    private void operate(int dice) {
        if (dice < 56) {
            operator.reset();
        } else if (dice < 58) {
            operator.loseRecords();
        } else {
            operator.recreate();
        }
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
        compareLetters(missing, extra);
        if (!missing.isEmpty() || !extra.isEmpty()) {
            throw failed("missing " + some(missing) + ", extra " + some(extra), new IllegalStateException("different"));
        }
    }

    private void compareLetters(List<String> missing, List<String> extra) {
        Set<String> letters = harness.reporter.confirmed().stream()
                .map(record -> letter(
                        new TopicPartition(record.topic(), record.kafkaPartition()),
                        record.kafkaOffset(),
                        record.key() instanceof Struct key ? key.getInt64("id") : -1))
                .collect(Collectors.toSet());
        for (Fact fact : source.facts()) {
            String letter = letter(fact.at(), fact.offset(), fact.key());
            if (fact.kind() != Kind.POISON && letters.contains(letter) && !model.allowsLetter(fact)) {
                extra.add(letter);
            } else if (fact.kind() == Kind.POISON && !model.lost(fact) && !letters.contains(letter)) {
                missing.add(letter);
            }
        }
    }

    private static String letter(TopicPartition at, long offset, long key) {
        return "dead letter " + at + "@" + offset + " id=" + key;
    }

    private static String some(List<String> lines) {
        return lines.size() <= SHOWN ? lines.toString() : lines.subList(0, SHOWN) + " and more";
    }
}
