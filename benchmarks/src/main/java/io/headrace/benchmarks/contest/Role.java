package io.headrace.benchmarks.contest;

/** Whose speed it is. */
public enum Role {
    OURS,
    PEER,
    LIMIT
}
