package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Reply;

/** Ends the handling of a request with an answer. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    public Refusal(Reply reply) {
        super("Refused with status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
