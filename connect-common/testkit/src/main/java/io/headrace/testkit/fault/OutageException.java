package io.headrace.testkit.fault;

/** The target, or the way to it, is down. Always transient. */
public final class OutageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutageException(Step step, boolean after) {
        super((after ? "answer lost after " : "no connection before ") + step);
    }
}
