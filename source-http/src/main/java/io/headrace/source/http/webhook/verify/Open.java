package io.headrace.source.http.webhook.verify;

import io.headrace.source.http.webhook.message.Head;
import java.time.Instant;

/** Everybody may send. */
record Open() implements Verifier {

    @Override
    public void checkHead(Head head, Instant now) {
        // Nothing is asked.
    }

    @Override
    public void check(Head head, byte[] body) {
        // Nothing is asked.
    }
}
