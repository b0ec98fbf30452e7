package io.headrace.source.postgres;

import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record of Debezium's with its place in the stream.
 *
 * @param lsn a position in the write-ahead log that never goes back along the stream, 0 when the record has none
 */
record PositionedRecord(SourceRecord record, long lsn) {}
