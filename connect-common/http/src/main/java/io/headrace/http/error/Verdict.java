package io.headrace.http.error;

import io.headrace.core.error.ErrorClass;

/**
 * What is done about a response, and why.
 *
 * @param errorClass how the failure is classed if it comes to one
 * @param message what is said in a failure, a wait or a log line; empty where the status says all
 * @param by whose backoff strategies count
 */
public record Verdict(Action action, ErrorClass errorClass, String message, Backoffs by) {

    /** Whether the request is sent again. */
    public boolean repeats() {
        return action == Action.RETRY || action == Action.RATE_LIMITED || action == Action.REFRESH_TOKEN_THEN_RETRY;
    }
}
