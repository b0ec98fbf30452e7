package io.headrace.testkit.fault;

/** The process is killed here. Harnesses catch it, drop the task without another call, and start a new one. */
public final class CrashError extends Error {

    private static final long serialVersionUID = 1L;

    public CrashError(Step step, boolean after) {
        super("killed " + (after ? "after " : "before ") + step);
    }
}
