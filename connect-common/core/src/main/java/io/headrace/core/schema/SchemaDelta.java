package io.headrace.core.schema;

import io.headrace.core.record.DataType;
import java.util.List;

/**
 * What must change before a batch fits. Applying is repeatable: a change that is already there is not an error, and two tasks may apply the same delta at once.
 *
 * @param table the table
 * @param changes in the order to apply
 */
public record SchemaDelta(TableId table, List<Change> changes) {
    public SchemaDelta {
        changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public sealed interface Change {}

    /** The table does not exist yet. */
    public record CreateTable(TableSchema schema) implements Change {}

    /** A new column; always nullable in the target, because older rows have no value. */
    public record AddColumn(Column column) implements Change {}

    /** An existing column takes a wider type; every stored value keeps its meaning. */
    public record WidenColumn(String column, DataType from, DataType to) implements Change {}

    /** A column that was NOT NULL takes nulls from now on. */
    public record RelaxColumn(String column) implements Change {}
}
