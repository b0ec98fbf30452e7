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
    private final UnaryOperator<DataType> fit;
    private final Map<RowSchema, @Nullable Column[]> targets = new IdentityHashMap<>();
    private final Set<RowSchema> settled = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<RowSchema, BitSet> positions = new IdentityHashMap<>();

    TableShape(TableSchema table, UnaryOperator<DataType> fit) {
        this.table = table;
        this.fit = fit;
    }

    TableSchema table() {
        return table;
    }

    /** Whether all these schemas are known to fit. */
    boolean settled(List<RowSchema> schemas) {
        return settled.containsAll(schemas);
    }

    /** Notes that these schemas fit. Records without a schema bring ever new ones, so what is known is bounded. */
    void settle(List<RowSchema> schemas) {
        if (settled.size() > KNOWN_SCHEMAS) {
            settled.clear();
            targets.clear();
            positions.clear();
        }
        settled.addAll(schemas);
    }

    /** Per field of the schema its column, or null where the value is to be left out. */
    @Nullable Column[] columnsOf(RowSchema schema) {
        forgetSome();
        return targets.computeIfAbsent(schema, fields -> {
            @Nullable Column[] columns = new Column[fields.size()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = columnFor(fields.fields().get(i)).orElse(null);
            }
            return columns;
        });
    }

    /** Keys and merged rows have schemas of one batch each, so what is compiled for them must not pile up. */
    private void forgetSome() {
        if (targets.size() > KNOWN_SCHEMAS) {
            targets.clear();
            positions.clear();
        }
    }

    /** Positions in the table of the columns that the schema's fields decide about. */
    BitSet positionsOf(RowSchema schema) {
        return positions.computeIfAbsent(schema, fields -> {
            BitSet filled = new BitSet();
            @Nullable Column[] columns = columnsOf(fields);
            for (int i = 0; i < columns.length; i++) {
                if (columns[i] != null) {
                    filled.or(positionsOf(fields.fields().get(i), columns[i]));
                }
            }
            return filled;
        });
    }

    /**
     * Positions of the columns that a field's value decides about: the one that takes it, and the field's other ones, which become null lest a row has two values of one field.
     *
     * @param column the one that takes it
     */
    BitSet positionsOf(Field field, Column column) {
        BitSet decided = new BitSet();
        String variants = field.name() + VARIANT;
        for (int i = 0; i < table.columns().size(); i++) {
            Column each = table.columns().get(i);
            boolean sibling =
                    each.source().equals(field.name()) || each.source().startsWith(variants);
            if (each.equals(column) || sibling && each.nullable()) {
                decided.set(i);
            }
        }
        return decided;
    }

    /** The column that holds the field's values: its own, or the variant for its type. */
    Optional<Column> columnFor(Field field) {
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
