package io.headrace.benchmarks.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faults of the worker processes. */
final class WorkerFaults {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_FREEZE = Duration.ofSeconds(30);

    private final Arena arena;
    private final Watch watch;
    private final Load load;
    private final Agenda agenda;

    WorkerFaults(Arena arena, Watch watch, Load load, Agenda agenda) {
        this.arena = arena;
        this.watch = watch;
        this.load = load;
        this.agenda = agenda;
    }

    /** A worker that holds rows is killed, unless another one of its group is frozen: then nobody could take over from that one. */
    Optional<Blow> kill(Strike strike) {
        List<Worker> candidates = arena.workers().stream()
                .filter(worker -> worker.isUp() && !isFrozen(groupOf(worker)))
                .filter(worker -> holdsRows(worker))
                .toList();
        return Picks.one(candidates, strike.pick())
                .map(worker -> new Blow(
                        "KILL " + worker.name() + " for " + strike.length().toMillis() + " ms",
                        "process of " + worker.name(),
                        arena.of(groupOf(worker)),
                        Optional.of(worker),
                        outcome -> {
                            worker.killFor(strike.length());
                            outcome.hit();
                            outcome.over();
                        }));
    }

    /** One of the pair is frozen until the other one has made durable, in every partition of every sink, more than there was. */
    Optional<Blow> freeze(Strike strike) {
        return ofThePair(strike)
                .map(worker -> new Blow(
                        "FREEZE " + worker.name(), "pair", arena.of(arena.pair()), Optional.of(worker), outcome -> {
                            worker.freeze();
                            Map<Integer, Long> then = load.ends();
                            awaitHeirs(worker, then, LONGEST_FREEZE, strike.length(), outcome);
                        }));
    }

    private void awaitHeirs(
            Worker worker, Map<Integer, Long> then, Duration left, Duration length, Blow.Outcome outcome) {
        List<String> sinks = arena.of(arena.pair()).stream().map(Sink::name).toList();
        boolean inherited = watch.isBeyond(sinks, then);
        if (inherited) {
            outcome.hit();
        }
        if (inherited || left.isNegative()) {
            agenda.in(inherited ? length : Duration.ZERO, () -> {
                worker.thaw();
                outcome.over();
            });
        } else {
            agenda.in(LOOK, () -> awaitHeirs(worker, then, left.minus(LOOK), length, outcome));
        }
    }

    Optional<Blow> leave(Strike strike) {
        return ofThePair(strike)
                .map(worker -> new Blow(
                        "LEAVE " + worker.name() + " for " + strike.length().toMillis() + " ms",
                        "pair",
                        arena.of(arena.pair()),
                        Optional.of(worker),
                        outcome -> {
                            worker.leaveFor(strike.length());
                            outcome.hit();
                            outcome.over();
                        }));
    }

    Optional<Blow> stall(Strike strike) {
        return Picks.one(arena.single().stream().filter(Worker::isUp).toList(), strike.pick())
                .map(worker -> new Blow(
                        "STALL " + worker.name() + " for " + strike.length().toMillis() + " ms",
                        "process of " + worker.name(),
                        arena.of(arena.single()),
                        Optional.of(worker),
                        outcome -> {
                            worker.freeze();
                            outcome.hit();
                            agenda.in(strike.length(), () -> {
                                worker.thaw();
                                outcome.over();
                            });
                        }));
    }

    private Optional<Worker> ofThePair(Strike strike) {
        boolean allUp = arena.pair().stream().allMatch(Worker::isUp);
        return allUp
                ? Picks.one(arena.pair().stream().filter(this::holdsRows).toList(), strike.pick())
                : Optional.empty();
    }

    private boolean holdsRows(Worker worker) {
        return worker.buffered().values().stream().anyMatch(records -> records > 0);
    }

    private List<Worker> groupOf(Worker worker) {
        return arena.pair().contains(worker) ? arena.pair() : arena.single();
    }

    private static boolean isFrozen(List<Worker> group) {
        return group.stream().anyMatch(worker -> worker.state() == Worker.State.FROZEN);
    }
}
