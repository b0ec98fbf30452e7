package io.headrace.http.client;

import java.time.Instant;

/** Nothing can be sent before a time; the same exchange goes on then. */
public record Wait(Instant until, String reason) implements Reply {}
