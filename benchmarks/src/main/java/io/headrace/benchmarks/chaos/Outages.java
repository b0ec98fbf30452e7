package io.headrace.benchmarks.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Faults of what the workers need: the broker, Postgres and the way there, and disks. */
final class Outages {

    private static final int SLOWEST_MILLIS = 40;

    private final Arena arena;
    private final Agenda agenda;

    Outages(Arena arena, Agenda agenda) {
        this.arena = arena;
        this.agenda = agenda;
    }

    Optional<Blow> broker(Strike strike) {
        return outage(
                strike,
                "broker",
                arena.all(),
                () -> arena.kafka().stop(),
                () -> arena.kafka().start());
    }

    Optional<Blow> postgres(Strike strike) {
        return outage(
                strike,
                "postgres",
                of(Target.POSTGRES),
                () -> arena.postgres().stop(),
                () -> arena.postgres().start());
    }

    Optional<Blow> slowLine(Strike strike) {
        Duration each = Duration.ofMillis(2 + strike.pick() % SLOWEST_MILLIS);
        return line(strike, () -> arena.line().slow(each));
    }

    Optional<Blow> cutLine(Strike strike) {
        return line(strike, () -> arena.line().cut());
    }

    Optional<Blow> deadLine(Strike strike) {
        return line(strike, () -> arena.line().freeze());
    }

    /** Whatever it was, it ends with a cut: data that was held back may well reach Postgres before, when its sender has given up. */
    private Optional<Blow> line(Strike strike, Runnable begin) {
        return outage(strike, "line", of(Target.POSTGRES), begin, () -> {
            if (strike.fault() == Fault.DEAD_LINE && strike.pick() % 2 == 0) {
                arena.line().cut();
            }
            arena.line().restore();
        });
    }

    Optional<Blow> fullDisk(Strike strike, Disk disk, Target target) {
        if (!disk.canBeFull()) {
            return Optional.empty();
        }
        return Optional.of(new Blow(text(strike), disk.root().toString(), of(target), Optional.empty(), outcome -> {
            if (disk.fill()) {
                outcome.hit();
            }
            agenda.in(strike.length(), () -> {
                disk.free();
                outcome.over();
            });
        }));
    }

    private Optional<Blow> outage(Strike strike, String resource, List<Sink> touched, Runnable begin, Runnable end) {
        return Optional.of(new Blow(text(strike), resource, touched, Optional.empty(), outcome -> {
            begin.run();
            outcome.hit();
            agenda.in(strike.length(), () -> {
                end.run();
                outcome.over();
            });
        }));
    }

    private static String text(Strike strike) {
        return strike.fault() + " for " + strike.length().toMillis() + " ms";
    }

    private List<Sink> of(Target target) {
        return arena.all().stream().filter(sink -> sink.target() == target).toList();
    }
}
