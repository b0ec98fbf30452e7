package io.headrace.sink.bad;

final class BulkWriter {}
