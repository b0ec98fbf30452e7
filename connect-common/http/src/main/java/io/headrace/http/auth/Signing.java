package io.headrace.http.auth;

import io.headrace.http.wire.RequestDraft;
import java.time.Instant;

/** What came of adding a credential. */
public sealed interface Signing {

    /**
     * The request may go.
     *
     * @param credential tells the credential from its successor; no secret
     */
    record Signed(RequestDraft draft, long credential) implements Signing {}

    /** No credential can be had before a time. */
    record Later(Instant until, String reason) implements Signing {}
}
