package io.headrace.core.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table as the target has it or as it shall be.
 *
 * @param columns in the target's order; names are unique under the target's own case rules
 * @param key names of the key columns in order; empty when the table has none
 */
public record TableSchema(TableId id, List<Column> columns, List<String> key) {
    public TableSchema {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public Optional<Column> columnFor(String source) {
        return columns.stream().filter(c -> c.source().equals(source)).findFirst();
    }

    /** The position of the named column, or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
