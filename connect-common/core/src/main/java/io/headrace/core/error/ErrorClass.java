package io.headrace.core.error;

/** What can be done about an error; classed where the error is known, acted on by the engine. */
public enum ErrorClass {
    /** The target or network is not well: the same work will succeed later. Retried with backoff, never sent to dead letters. */
    TRANSIENT,
    /** One record cannot be written, however often it is tried: found by bisection and sent to dead letters, or the task fails. */
    POISON,
    /** The configuration, a privilege or a policy forbids the work: the task fails with the mend. */
    CONFIG,
    /** Another writer owns the partition now: drop what is buffered, read the ledger again. */
    FENCED
}
