package io.headrace.http.client;

import java.time.Duration;

/** Told about what the client does. Called from any thread; must not block. */
public interface HttpMetrics {

    /** Tells nobody. */
    HttpMetrics NONE = new HttpMetrics() {};

    /** A request was sent, and headers or an error came after so long. */
    default void sent(Duration took) {}

    /** So many bytes of a body came in, as they were sent. */
    default void received(long bytes) {}

    /** A request will be repeated because of its outcome. */
    default void retried() {}

    /** A token cannot be had now, because a request for it failed and has to be repeated; told for each request that waits for it. */
    default void loginFailed() {}

    /** A wait was handed out: by the budget, the server, or a backoff. */
    default void waited(Duration wait) {}

    /** The error handler left a response out. */
    default void ignored() {}
}
