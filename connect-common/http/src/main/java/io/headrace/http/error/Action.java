package io.headrace.http.error;

/** What is done about a response. */
public enum Action {
    /** It is read as a good one. */
    SUCCESS,
    /** The stream fails. */
    FAIL,
    /** The request is repeated after a wait, a limited number of times. */
    RETRY,
    /** It is counted and left out, as if it had no records. */
    IGNORE,
    /** Paging begins anew. */
    RESET_PAGINATION,
    /** The request is repeated after a wait, however often that happens. */
    RATE_LIMITED,
    /** The credential is renewed and the request repeated at once; only once. */
    REFRESH_TOKEN_THEN_RETRY
}
