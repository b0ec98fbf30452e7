package io.headrace.http.client;

/** The error handler leaves this response out; it was counted and logged. It stands for a page without records. */
public record Ignored(int status, String reason) implements Reply {}
