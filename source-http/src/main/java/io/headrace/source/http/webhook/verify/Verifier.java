package io.headrace.source.http.webhook.verify;

import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import java.time.Instant;

/** Tells requests of the right sender from all others. Thread-safe. */
public interface Verifier {

    /**
     * Looks at the head alone, before a body is read.
     *
     * @throws RefusedRequestException when no body could make the request a good one
     */
    void checkHead(Head head, Instant now) throws RefusedRequestException;

    /**
     * Looks at the whole request, after {@link #checkHead}.
     *
     * @param body as it was sent, before anything has read it as text
     * @throws RefusedRequestException when the sender did not show that it holds the secret
     */
    void check(Head head, byte[] body) throws RefusedRequestException;

    /** Which challenge the answer to a refused request names ({@code WWW-Authenticate}, RFC 9110 §11.6.1). */
    default String challenge() {
        return "Signature";
    }
}
