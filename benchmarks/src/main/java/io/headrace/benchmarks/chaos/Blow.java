package io.headrace.benchmarks.chaos;

import java.util.List;
import java.util.Optional;

/**
 * A strike that has found whom it can hit just now.
 *
 * @param what for the log
 * @param resource what it takes hold of: two blows never hold the same one
 * @param touched the sinks that feel it
 * @param victim the worker that feels it, where it is only one
 */
record Blow(String what, String resource, List<Sink> touched, Optional<Worker> victim, Act act) {

    /** What it does. May go on in the background or in the {@link Agenda}. */
    interface Act {
        void strike(Outcome outcome);
    }

    /** To be told, once each and from any thread, as soon as it is so. */
    interface Outcome {
        /** It hit: what was to break broke. */
        void hit();

        /** The resource is free again. */
        void over();
    }
}
