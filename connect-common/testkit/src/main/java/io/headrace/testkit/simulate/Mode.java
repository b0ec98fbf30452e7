package io.headrace.testkit.simulate;

/** How the simulated sink writes. */
public enum Mode {
    APPEND,
    MERGE,
    /** Append, with positions in Kafka only: every record, some more than once. */
    AT_LEAST_ONCE
}
