package io.headrace.sink.bad;

interface WriterConfig {
    BulkWriter writer();
}
