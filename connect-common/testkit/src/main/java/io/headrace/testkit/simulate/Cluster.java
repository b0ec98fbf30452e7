package io.headrace.testkit.simulate;

import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.fault.CrashError;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The tasks of one connector: some that the group knows, and zombies that it does not. Partitions always have exactly one owner that the group knows. */
final class Cluster {

    /** Of the failures that an operator answers with a restart. */
    private static final List<String> EXPECTED =
            List.of("The dead-letter topic did not confirm", "were cleared while this task was running");

    /** What a zombie may find that read the ledger before its topic was made again, and the topic after: other records, or none where its own were. */
    private static final List<String> OLD_TOPIC = List.of("is not the one that was loaded", "and were never loaded");

    private final SinkHarness harness;
    private final Chaos chaos;
    private final Consumer<String> log;
    private final boolean locks;
    private final List<Member> members = new ArrayList<>();
    private final List<Member> zombies = new ArrayList<>();
    private int started;

    /** A task, and the partitions that the group gives it. */
    static final class Member {
        final String name;
        final FakeTask task;
        final List<TopicPartition> partitions;

        Member(String name, FakeTask task, List<TopicPartition> partitions) {
            this.name = name;
            this.task = task;
            this.partitions = partitions;
        }
    }

    Cluster(SinkHarness harness, Chaos chaos, boolean locks, Consumer<String> log) {
        this.harness = harness;
        this.chaos = chaos;
        this.locks = locks;
        this.log = log;
    }

    List<Member> members() {
        return members;
    }

    List<Member> zombies() {
        return zombies;
    }

    Member start(List<TopicPartition> partitions) {
        String name = "task" + ++started;
        Member member = new Member(name, harness.start(chaos.of(name)), new ArrayList<>(partitions));
        member.task.assign(partitions);
        members.add(member);
        log.accept(name + " starts with " + partitions);
        return member;
    }

    /** Takes its turn; a task that failed is restarted, as an operator would. */
    void iterate(Member member, int most) {
        member.task.iterate(most);
        RuntimeException failure = member.task.failure();
        if (failure != null) {
            log.accept(member.name + " FAILED: " + failure.getMessage());
            String told = String.valueOf(failure.getMessage());
            boolean outdated = zombies.contains(member) && OLD_TOPIC.stream().anyMatch(told::contains);
            if (!outdated && EXPECTED.stream().noneMatch(told::contains)) {
                throw failure;
            }
            replace(member, false);
        }
    }

    /** @return false when there was nothing to do */
    boolean step(Member member) {
        @Nullable Member holder = locks ? holder() : null;
        if (holder != null && holder != member) {
            return false;
        }
        boolean worked = harness.step(member.task);
        if (member.task.dead()) {
            buried(member);
        }
        return worked;
    }

    /** Who has something staged that makes others wait. */
    private @Nullable Member holder() {
        for (Member member : members) {
            if (chaos.staging(member.name)) {
                return member;
            }
        }
        for (Member member : zombies) {
            if (chaos.staging(member.name)) {
                return member;
            }
        }
        return null;
    }

    private void buried(Member member) {
        log.accept(member.name + " is dead");
        chaos.forget(member.name);
        if (!zombies.remove(member)) {
            members.remove(member);
            start(member.partitions);
        }
    }

    void kill(Member member) {
        log.accept(member.name + " is killed");
        member.task.kill();
        buried(member);
    }

    /** Ends a task in good order and starts another in its place. */
    void replace(Member member, boolean politely) {
        log.accept(member.name + (politely ? " restarts" : " is restarted"));
        stop(member);
        if (members.remove(member)) {
            start(member.partitions);
        } else {
            zombies.remove(member);
        }
    }

    void stop(Member member) {
        try {
            member.task.stop();
        } catch (CrashError e) {
            member.task.kill();
        }
        chaos.forget(member.name);
    }

    /** The group goes on without the task; a new one gets its partitions. */
    void expel(Member member) {
        log.accept(member.name + " becomes a zombie");
        member.task.expel();
        members.remove(member);
        zombies.add(member);
        start(member.partitions);
    }

    /** The zombie finds out, and ends. */
    void wake(Member zombie) {
        log.accept(zombie.name + " wakes up");
        zombie.task.rejoin();
        stop(zombie);
        zombies.remove(zombie);
    }

    /** Moves a partition between two tasks, as a cooperative rebalance, or as one in which the first was not looking. */
    void move(Random random, boolean lost) {
        Member from = members.get(random.nextInt(members.size()));
        Member to = members.get(random.nextInt(members.size()));
        if (from.partitions.isEmpty()) {
            return;
        }
        TopicPartition moved = from.partitions.remove(random.nextInt(from.partitions.size()));
        log.accept(moved + (lost ? " is lost by " : " moves from ") + from.name + " to " + to.name);
        if (lost) {
            from.task.lose(List.of(moved));
        } else {
            from.task.revoke(List.of(moved));
        }
        to.partitions.add(moved);
        to.task.assign(List.of(moved));
    }

    /** A topic has one more partition. */
    void add(TopicPartition partition, Random random) {
        Member owner = members.get(random.nextInt(members.size()));
        log.accept(partition + " is new, and goes to " + owner.name);
        owner.partitions.add(partition);
        owner.task.assign(List.of(partition));
    }

    /** Everything is taken away and dealt out anew, from tasks that were not looking when it is lost. */
    void deal(Random random, boolean lost) {
        List<TopicPartition> all = new ArrayList<>();
        members.forEach(member -> {
            all.addAll(member.partitions);
            member.partitions.clear();
        });
        all.forEach(partition ->
                members.get(random.nextInt(members.size())).partitions.add(partition));
        members.forEach(
                member -> log.accept(member.name + (lost ? " loses all and" : "") + " is dealt " + member.partitions));
        members.forEach(member -> {
            if (lost) {
                member.task.lose(member.task.assignment());
            } else {
                member.task.reassign(List.of());
            }
        });
        members.forEach(member -> member.task.reassign(member.partitions));
    }

    void stopAll() {
        List.copyOf(members).forEach(this::stop);
        members.clear();
    }
}
