package io.headrace.source.postgres.capture;

import io.debezium.snapshot.mode.InitialSnapshotter;

/**
 * An initial snapshot that loses nothing when it is interrupted. Debezium's own starts anew and then streams from where the second snapshot stands, so that a row that
 * the first one sent and that was deleted in between stays for ever. This one is followed by all that was logged since the slot was made: some of it the snapshot has
 * seen already, but what comes last is the state of the source.
 *
 * <p>It needs the task to start without an offset when the snapshot was not finished: with one, Debezium would stream first and snapshot afterwards, and a second
 * interruption in between would lose the snapshot.
 */
public final class WholeSnapshotter extends InitialSnapshotter {

    /** What {@code snapshot.mode.custom.name} calls it. */
    public static final String NAME = "headrace_initial";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean shouldStreamEventsStartingFromSnapshot() {
        return false;
    }
}
