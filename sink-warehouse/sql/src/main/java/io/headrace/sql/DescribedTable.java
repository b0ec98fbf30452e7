package io.headrace.sql;

import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import java.util.List;

/**
 * A table as the catalog tells it.
 *
 * @param schema the columns as {@link io.headrace.core.record.DataType}s; a type that Headrace never creates is given as the one whose values it takes by a cast
 * @param nativeTypes per column the target's own type text, usable in {@code CAST(… AS …)}
 */
public record DescribedTable(TableSchema schema, List<String> nativeTypes) {
    public DescribedTable {
        nativeTypes = List.copyOf(nativeTypes);
        if (nativeTypes.size() != schema.columns().size()) {
            throw new IllegalArgumentException(
                    nativeTypes.size() + " types for " + schema.columns().size() + " columns of " + schema.id());
        }
    }

    /** Whether the column is of the very type that rows are staged as, so that no cast is needed. */
    boolean exact(Dialect dialect, Column column) {
        int index = schema.indexOf(column.name());
        return index >= 0 && dialect.stagingType(column.type()).equals(nativeTypes.get(index));
    }

    String nativeType(Column column) {
        int index = schema.indexOf(column.name());
        if (index < 0) {
            throw new IllegalStateException("Table " + schema.id() + " has no column '" + column.name() + "'");
        }
        return nativeTypes.get(index);
    }
}
