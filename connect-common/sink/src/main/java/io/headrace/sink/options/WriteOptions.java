package io.headrace.sink.options;

import java.util.List;
import java.util.Set;

/**
 * How rows are written.
 *
 * @param keyFields fields of the value that make the key in merge mode; empty means the record's key
 * @param metadata which columns Headrace adds to each row
 * @param metadataPrefix what their names begin with
 */
public record WriteOptions(
        Mode mode,
        Deletes deletes,
        Truncates truncates,
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

    public boolean merges() {
        return mode == Mode.MERGE;
    }

    public String nameOf(MetadataColumn column) {
        return metadataPrefix + column.suffix();
    }
}
