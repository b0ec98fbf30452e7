package io.headrace.sink.options;

import io.headrace.core.record.DataType;
import java.util.Locale;

/** A column that Headrace adds to a row; each can be left out, and the common prefix can be changed. */
public enum MetadataColumn {
    /** When the load that brought the row began. */
    LOADED_AT,
    /** The load, as in {@code _headrace_loads}. */
    LOAD_ID,
    /** What happened to the row: {@code c} created, {@code r} read by a snapshot, {@code u} updated, {@code d} deleted, {@code t} truncated. */
    OP,
    /** Whether the row is deleted at its source. */
    DELETED,
    /** The topic, partition and offset of the record. */
    TOPIC,
    PARTITION,
    OFFSET,
    /** The record's timestamp. */
    TIMESTAMP,
    /** Where the change stands in its source's log. */
    SOURCE_SEQUENCE,
    /** The change's place within one log position. */
    SOURCE_ORDER,
    /** When the source committed the change. */
    SOURCE_TIME,
    /** Names of the fields whose values the source did not send, because they did not change: null in the row does not mean null at the source. */
    UNAVAILABLE;

    public DataType type() {
        return switch (this) {
            case LOADED_AT, TIMESTAMP, SOURCE_TIME -> DataType.TIMESTAMP_TZ;
            case LOAD_ID, OP, TOPIC -> DataType.TEXT;
            case DELETED -> DataType.BOOL;
            case UNAVAILABLE -> new DataType.ListOf(DataType.TEXT);
            case PARTITION -> DataType.INT32;
            case OFFSET, SOURCE_SEQUENCE, SOURCE_ORDER -> DataType.INT64;
        };
    }

    public String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
