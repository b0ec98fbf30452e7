package io.headrace.http.client;

/** The error handler asks for paging to begin anew. */
public record ResetPagination(String reason) implements Reply {}
