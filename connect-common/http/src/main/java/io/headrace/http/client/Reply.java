package io.headrace.http.client;

/** What came of a request. */
public sealed interface Reply permits Answer, Ignored, ResetPagination, Wait {}
