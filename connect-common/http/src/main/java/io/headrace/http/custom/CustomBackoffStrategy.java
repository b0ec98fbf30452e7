package io.headrace.http.custom;

import java.time.Duration;
import java.util.Optional;

/** Says how long is waited before a request is repeated. */
public interface CustomBackoffStrategy extends CustomComponent {

    /**
     * The wait; empty to leave it to the next strategy.
     *
     * @param attempt how often the request was sent, at least one
     */
    Optional<Duration> wait(CustomResponse response, int attempt, CustomContext context);
}
