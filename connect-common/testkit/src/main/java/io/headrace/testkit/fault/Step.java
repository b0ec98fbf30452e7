package io.headrace.testkit.fault;

/** The steps of a destination at which a fault can strike. */
public enum Step {
    DESCRIBE,
    APPLY,
    STAGE,
    COMMIT,
    DISCARD,
    RECOVER
}
