package io.headrace.sink.plan;

import io.headrace.sink.buffer.BufferedRecord;
import java.util.Set;

/** Records that are known to be unwritable before anything was staged, so no bisection is needed. */
public final class PoisonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Set<BufferedRecord> records;
    private final RuntimeException reason;

    public PoisonException(Set<BufferedRecord> records, RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.records = records;
        this.reason = cause;
    }

    public Set<BufferedRecord> records() {
        return records;
    }

    /** What is wrong with them. */
    public RuntimeException reason() {
        return reason;
    }
}
