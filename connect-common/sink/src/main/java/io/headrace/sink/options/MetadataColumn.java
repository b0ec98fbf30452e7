package io.headrace.sink.options;

import io.headrace.core.record.DataType;
import java.util.Locale;

/** A column that Headrace adds to a row; each can be left out, and the common prefix can be changed. */
public enum MetadataColumn {
    /** When the load that brought the row began. */
    LOADED_AT(DataType.TIMESTAMP_TZ),
    /** The load, as in {@code _headrace_loads}. */
    LOAD_ID(DataType.TEXT),
    /** What happened to the row: {@code c} created, {@code r} read by a snapshot, {@code u} updated, {@code d} deleted, {@code t} truncated. */
    OP(DataType.TEXT),
    /** Whether the row is deleted at its source. */
    DELETED(DataType.BOOL),
    /** The topic, partition and offset of the record. */
    TOPIC(DataType.TEXT),
    PARTITION(DataType.INT32),
    OFFSET(DataType.INT64),
    /** The record's timestamp. */
    TIMESTAMP(DataType.TIMESTAMP_TZ),
    /** Where the change stands in its source's log. */
    SOURCE_SEQUENCE(DataType.INT64),
    /** The change's place within one log position. */
    SOURCE_ORDER(DataType.INT64),
    /** When the source committed the change. */
    SOURCE_TIME(DataType.TIMESTAMP_TZ);

    private final DataType type;

    MetadataColumn(DataType type) {
        this.type = type;
    }

    public DataType type() {
        return type;
    }

    public String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
