package io.headrace.testkit.simulate;

/** How the simulated sink writes. */
public enum Mode {
    APPEND,
    MERGE
}
