package io.headrace.core.error;

/** What can be done about an error; classed where the error is known, acted on by the engine. */
public enum ErrorClass {
    /** The target or network is not well: the same work will succeed later. Retried with backoff, never sent to dead letters. */
    TRANSIENT,
    /** One record cannot be written, however often it is tried and whatever the target holds: found by bisection and sent to dead letters, or the task fails. */
    POISON,
    /**
     * Rows are refused for what else the target holds or is given with them: a unique value that another row has, a row that a foreign key misses, a value that is required and was not
     * sent. The same records may pass in smaller parts, in Kafka's order; one that is refused as the only record of its part is poison.
     */
    CLASH,
    /** Nobody knows whether trying again helps: retried like {@link #TRANSIENT}, but only so often in a row; then the task fails with the error, and nothing is lost. */
    DOUBTFUL,
    /** The configuration, a privilege or a policy forbids the work: the task fails with the mend. */
    CONFIG,
    /** Another writer owns the partition now: drop what is buffered, read the ledger again. */
    FENCED
}
