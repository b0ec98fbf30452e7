package io.headrace.core.record;

/** What happened to a row at its source. */
public enum Op {
    /** A new row. */
    INSERT,
    /** A row as a snapshot or bulk load read it; may already be in the target. */
    READ,
    /** A changed row; {@code after} holds the new state, perhaps with unavailable values. */
    UPDATE,
    /** A row that is gone; only the key is sure to be present. */
    DELETE,
    /** All rows of the table are gone. */
    TRUNCATE
}
