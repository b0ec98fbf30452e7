package io.headrace.http.auth;

import io.headrace.http.wire.RequestDraft;
import java.time.Instant;
import okhttp3.Headers;

/** Adds credentials to requests. Shared by all streams and tasks of a worker that use the same ones, so that a token is fetched once. Thread-safe. */
public interface Authenticator {

    /** Adds the credential; fetches one first where there is none that still holds. */
    Signing sign(RequestDraft draft, AuthTools tools);

    /**
     * Gives up the credential that a server has refused; when another thread has renewed it already, does nothing.
     *
     * @return whether the request may go better with another credential
     */
    default boolean renew(Signing.Signed refused) {
        return false;
    }

    /**
     * Learns that a server counts no more calls for a credential until a time.
     *
     * @return whether another credential has calls left
     */
    default boolean exhausted(Signing.Signed used, Instant until) {
        return false;
    }

    /** Learns from a response what is left of a credential's quota. */
    default void observe(Signing.Signed used, int status, Headers headers, Instant now) {}
}
