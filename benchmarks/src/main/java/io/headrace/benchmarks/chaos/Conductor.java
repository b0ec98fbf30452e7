package io.headrace.benchmarks.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Strikes when it is time, and only when it hurts: somebody who feels the blow holds rows that are not durable, and those who feel it have made rows durable since the
 * blow before: all of them, or, when that takes long, at least one. A strike that does not come to that in time is left out.
 */
final class Conductor {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_ALL = Duration.ofSeconds(10);

    /** What becomes durable within this time of a blow may have been on its way before, for the watch is late. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final Duration SHORT_KILL = Duration.ofMillis(500);

    private final Arena arena;
    private final Watch watch;
    private final EventLog log;
    private final Agenda agenda = new Agenda();
    private final WorkerFaults processes;
    private final Outages outages;
    private final Operator operator;
    private final Map<Tally, Integer> counts = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Deque<Strike> coming;
    private final List<Strike> due = new ArrayList<>();
    private final Map<String, Long> before = new HashMap<>();

    Conductor(List<Strike> schedule, Arena arena, Watch watch, Load load, Operator operator, EventLog log) {
        this.coming = new ArrayDeque<>(schedule);
        this.arena = arena;
        this.watch = watch;
        this.log = log;
        this.operator = operator;
        this.processes = new WorkerFaults(arena, watch, load, agenda);
        this.outages = new Outages(arena, agenda);
    }

    int count(Tally tally) {
        return counts.getOrDefault(tally, 0);
    }

    /** Does what is due, that much time after the start. */
    void step(Duration elapsed) {
        agenda.runDue();
        while (!coming.isEmpty() && coming.element().at().compareTo(elapsed) <= 0) {
            due.add(coming.remove());
        }
        for (Iterator<Strike> each = due.iterator(); each.hasNext(); ) {
            Strike strike = each.next();
            if (strikes(strike, elapsed.minus(strike.at()))) {
                each.remove();
            } else if (strike.at().plus(LONGEST_WAIT).compareTo(elapsed) < 0) {
                log.add("left out: " + strike);
                each.remove();
            }
        }
    }

    /** Mends everything at once. */
    void end() {
        agenda.runAll();
        due.clear();
        coming.clear();
    }

    private boolean strikes(Strike strike, Duration late) {
        Optional<Blow> aimed = aim(strike).filter(blow -> !held.contains(blow.resource()));
        if (aimed.isEmpty() || !hurts(aimed.get(), late.compareTo(WAIT_FOR_ALL) > 0)) {
            return false;
        }
        Blow blow = aimed.get();
        mark(blow.touched());
        held.add(blow.resource());
        log.add(blow.what());
        blow.act().strike(new Blow.Outcome() {
            @Override
            public void hit() {
                counts.merge(strike.fault().tally(), 1, Integer::sum);
                log.add("hit: " + blow.what());
            }

            @Override
            public void over() {
                held.remove(blow.resource());
                log.add("over: " + blow.what());
            }
        });
        if (strike.crossed()) {
            agenda.in(strike.length().dividedBy(2), () -> cross(strike));
        }
        return true;
    }

    /** A kill in the midst of an outage; not counted, since nothing has gone on since the outage began. */
    private void cross(Strike strike) {
        List<Worker> up = arena.workers().stream().filter(Worker::isUp).toList();
        Picks.one(up, strike.pick()).ifPresent(worker -> {
            log.add("KILL " + worker.name() + " in the midst of " + strike.fault());
            worker.killFor(SHORT_KILL);
        });
    }

    private Optional<Blow> aim(Strike strike) {
        return switch (strike.fault()) {
            case KILL -> processes.kill(strike);
            case FREEZE -> processes.freeze(strike);
            case LEAVE -> processes.leave(strike);
            case STALL -> processes.stall(strike);
            case BROKER_RESTART -> outages.broker(strike);
            case POSTGRES_RESTART -> outages.postgres(strike);
            case SLOW_LINE -> outages.slowLine(strike);
            case CUT_LINE -> outages.cutLine(strike);
            case DEAD_LINE -> outages.deadLine(strike);
            case FULL_LAKE -> outages.fullDisk(strike, arena.lake(), Target.PARQUET);
            case FULL_WAREHOUSE -> outages.fullDisk(strike, arena.warehouse(), Target.DUCKDB);
            case INTRUDE, COMPANY, TASKS_MAX, RESTART, PAUSE, STOP, ALTER -> operator.change(strike);
        };
    }

    private void mark(List<Sink> touched) {
        for (Sink sink : touched) {
            before.put(sink.name(), Long.MAX_VALUE);
            agenda.in(SETTLE, () -> before.put(sink.name(), watch.durable(sink.name())));
        }
    }

    private boolean hurts(Blow blow, boolean oneWillDo) {
        Set<String> touched = blow.touched().stream().map(Sink::name).collect(Collectors.toSet());
        Predicate<String> progressed = sink -> watch.durable(sink) > before.getOrDefault(sink, 0L);
        boolean progress = oneWillDo
                ? touched.stream().anyMatch(progressed)
                : touched.stream().allMatch(progressed);
        return progress
                && blow.victim().map(List::of).orElseGet(arena::workers).stream()
                        .flatMap(worker -> worker.buffered().entrySet().stream())
                        .anyMatch(sink -> touched.contains(sink.getKey()) && sink.getValue() > 0);
    }
}
