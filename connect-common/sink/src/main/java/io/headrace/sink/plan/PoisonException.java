package io.headrace.sink.plan;

import io.headrace.sink.buffer.BufferedRecord;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Records that are known to be unwritable before anything was staged, so no bisection is needed. */
public final class PoisonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Map<BufferedRecord, RuntimeException> reasons;

    /** @param reasons by identity of the record; not empty */
    PoisonException(Map<BufferedRecord, RuntimeException> reasons) {
        super("Records that cannot be written", reasons.values().iterator().next());
        this.reasons = reasons;
    }

    /** Several records that are refused for one reason. */
    public static PoisonException of(Set<BufferedRecord> records, RuntimeException reason) {
        Map<BufferedRecord, RuntimeException> reasons = new IdentityHashMap<>();
        records.forEach(record -> reasons.put(record, reason));
        return new PoisonException(reasons);
    }

    /** What is wrong with each, by identity of the record. */
    public Map<BufferedRecord, RuntimeException> reasons() {
        return reasons;
    }
}
