package io.headrace.testkit.simulate;

import io.headrace.testkit.fault.CrashError;
import io.headrace.testkit.fault.Faults;
import io.headrace.testkit.fault.OutageException;
import io.headrace.testkit.fault.Step;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What goes wrong now: an outage that lasts, or one fault at the next step of a kind. Shared by all tasks. */
final class Chaos {

    /** An outage, and whether the target still does what it is asked and only the answers are lost. */
    enum Outage {
        NONE,
        UNREACHABLE,
        MUTE
    }

    private final Consumer<String> log;
    private Outage outage = Outage.NONE;
    private final Set<String> staging = new HashSet<>();
    private @Nullable Armed armed;

    private record Armed(Step step, boolean after, boolean crash) {}

    Chaos(Consumer<String> log) {
        this.log = log;
    }

    void outage(Outage now) {
        outage = now;
    }

    Outage outage() {
        return outage;
    }

    void arm(Step step, boolean after, boolean crash) {
        armed = new Armed(step, after, crash);
    }

    void calm() {
        outage = Outage.NONE;
        armed = null;
    }

    /** Whether the task has staged something that it has neither committed nor discarded. */
    boolean staging(String task) {
        return staging.contains(task);
    }

    /** Its process is gone, and with it what it had staged. */
    void forget(String task) {
        staging.remove(task);
    }

    private void track(String task, Step step, boolean after) {
        if (step == Step.STAGE && !after) {
            staging.add(task);
        } else if ((step == Step.COMMIT || step == Step.DISCARD || step == Step.RECOVER) && after) {
            staging.remove(task);
        }
    }

    Faults of(String task) {
        return (step, after) -> strike(task, step, after);
    }

    private void strike(String task, Step step, boolean after) {
        track(task, step, after);
        Armed fault = armed;
        if (fault != null && fault.step() == step && fault.after() == after) {
            armed = null;
            log.accept(task + (fault.crash() ? " crashes " : " fails ") + (after ? "after " : "before ") + step);
            if (fault.crash()) {
                throw new CrashError(step, after);
            }
            throw new OutageException(step, after);
        }
        if (outage == Outage.UNREACHABLE || outage == Outage.MUTE && after) {
            throw new OutageException(step, after);
        }
        if (after) {
            log.accept(task + " " + step);
        }
    }
}
