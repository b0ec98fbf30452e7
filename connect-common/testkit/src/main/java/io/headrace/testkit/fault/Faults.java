package io.headrace.testkit.fault;

/** Decides, at each step, whether something goes wrong. */
public interface Faults {

    Faults NONE = (step, after) -> {};

    /**
     * Called before and after each step; throws what is to go wrong. A fault after a step means that the step took effect and only its answer was lost.
     */
    void at(Step step, boolean after);
}
