package io.headrace.source.postgres;

/** Somebody else reads the slot now. It may be a worker that has gone and whose connection the server still keeps. */
final class SlotHeldException extends Exception {

    private static final long serialVersionUID = 1L;

    SlotHeldException(String slot, ServerFacts.Holder holder) {
        super("The replication slot '" + slot + "' is read by '" + holder.application() + "' (server process "
                + holder.pid() + ")");
    }
}
