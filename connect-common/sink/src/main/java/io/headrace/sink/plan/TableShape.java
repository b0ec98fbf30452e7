package io.headrace.sink.plan;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.core.schema.TypeLattice;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A table as it is, and where each field of each record schema goes in it. */
final class TableShape {

    /** Joins a field's name and a type in the name of a variant column, which holds values that the field's own column cannot. */
    static final String VARIANT = "__v_";

    private static final int KNOWN_SCHEMAS = 1_000;

    private final TableSchema table;
    private final Nesting nesting;
    private final UnaryOperator<DataType> fit;
    private final Map<RowSchema, Placement> placements = new IdentityHashMap<>();
    private final Set<RowSchema> settled = Collections.newSetFromMap(new IdentityHashMap<>());

    TableShape(TableSchema table, Nesting nesting, UnaryOperator<DataType> fit) {
        this.table = table;
        this.nesting = nesting;
        this.fit = fit;
    }

    TableSchema table() {
        return table;
    }

    Nesting nesting() {
        return nesting;
    }

    /** Whether all these schemas are known to fit. */
    boolean settled(List<RowSchema> schemas) {
        return settled.containsAll(schemas);
    }

    /** Notes that these schemas fit. Records without a schema bring ever new ones, so what is known is bounded. */
    void settle(List<RowSchema> schemas) {
        if (settled.size() > KNOWN_SCHEMAS) {
            settled.clear();
            placements.clear();
        }
        settled.addAll(schemas);
    }

    /** Keys and merged rows have schemas of one batch each, so what is compiled for them must not pile up. */
    Placement placement(RowSchema schema) {
        if (placements.size() > KNOWN_SCHEMAS) {
            placements.clear();
        }
        return placements.computeIfAbsent(schema, this::place);
    }

    private Placement place(RowSchema schema) {
        List<Leaf> leaves = nesting.leaves(schema);
        @Nullable Column[] columns = new Column[leaves.size()];
        BitSet[] byRoot = new BitSet[schema.size()];
        for (int i = 0; i < byRoot.length; i++) {
            byRoot[i] = new BitSet();
        }
        for (int i = 0; i < columns.length; i++) {
            Leaf leaf = leaves.get(i);
            columns[i] = columnFor(leaf.field()).orElse(null);
            if (columns[i] != null || leaf.field().type() instanceof DataType.Nothing) {
                byRoot[leaf.root()].or(decided(leaf.field(), columns[i]));
            }
        }
        return new Placement(leaves, columns, byRoot);
    }

    /** @param column the one that takes the field's values, if any does */
    private BitSet decided(Field field, @Nullable Column column) {
        BitSet decided = new BitSet();
        for (int i = 0; i < table.columns().size(); i++) {
            Column each = table.columns().get(i);
            if (each.equals(column) || each.nullable() && nesting.isOf(each.source(), field)) {
                decided.set(i);
            }
        }
        return decided;
    }

    /** The column of a field of a record's key or value. */
    Optional<Column> columnOf(String fieldName) {
        return table.columnFor(nesting.source(fieldName));
    }

    /** The column that holds the values: the field's own, or the variant for its type. */
    private Optional<Column> columnFor(Field field) {
        if (field.type() instanceof DataType.Nothing) {
            return Optional.empty();
        }
        DataType fitted = fit.apply(TypeLattice.settled(field.type()));
        return table.columnFor(field.name())
                .filter(column -> TypeLattice.assignable(field.type(), column.type())
                        || TypeLattice.assignable(fitted, column.type()))
                .or(() -> table.columnFor(variantOf(field, fitted)));
    }

    static String variantOf(Field field, DataType fitted) {
        return field.name() + VARIANT + TypeNames.shortName(fitted);
    }
}
