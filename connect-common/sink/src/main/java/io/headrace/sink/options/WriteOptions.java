package io.headrace.sink.options;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How rows are written.
 *
 * @param order which change of a key is its last one
 * @param keyFields fields of the value that make the key in merge mode; empty means the record's key
 * @param metadata which columns Headrace adds to each row
 * @param metadataPrefix what their names begin with
 */
public record WriteOptions(
        Mode mode,
        Deletes deletes,
        Truncates truncates,
        Order order,
        List<String> keyFields,
        Set<MetadataColumn> metadata,
        String metadataPrefix) {

    public WriteOptions {
        keyFields = List.copyOf(keyFields);
        metadata = Set.copyOf(metadata);
    }

    public enum Mode {
        /** Every record becomes a row. */
        APPEND,
        /** One row per key, as the last record of the key says. */
        MERGE
    }

    public enum Deletes {
        /** The row goes. */
        HARD,
        /** The row stays and is marked in {@link MetadataColumn#DELETED}. */
        SOFT,
        /** Deletes are not applied. */
        IGNORE
    }

    public enum Truncates {
        APPLY,
        IGNORE,
        FAIL
    }

    public enum Order {
        /** The one that Kafka has last, which is known within a partition. */
        OFFSET,
        /** The one that stands last in its source's log, whatever partition it comes in. */
        SOURCE
    }

    public boolean merges() {
        return mode == Mode.MERGE;
    }

    public boolean inSourceOrder() {
        return order == Order.SOURCE;
    }

    /** As the tables of lists have it: they say nothing about a row that their parents say already, and in append mode they tell their parent's row by its coordinates. */
    public WriteOptions forChildren() {
        Set<MetadataColumn> columns = EnumSet.noneOf(MetadataColumn.class);
        columns.addAll(metadata);
        columns.remove(MetadataColumn.UNAVAILABLE);
        if (merges()) {
            columns.remove(MetadataColumn.DELETED);
        } else {
            columns.addAll(List.of(MetadataColumn.TOPIC, MetadataColumn.PARTITION, MetadataColumn.OFFSET));
        }
        return new WriteOptions(mode, deletes, truncates, order, keyFields, columns, metadataPrefix);
    }

    /** Whether Headrace adds a column of this source to each row. */
    public boolean adds(String source) {
        return metadata.stream().anyMatch(column -> nameOf(column).equals(source));
    }

    public String nameOf(MetadataColumn column) {
        return metadataPrefix + column.suffix();
    }
}
