package io.headrace.sink.plan;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Field;
import io.headrace.core.record.Op;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.Column;
import io.headrace.sink.plan.Compactor.Keyed;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the key of each change of one table: in the record's key, or in fields of its value. */
final class KeyReader {

    private final List<String> names;
    private final Map<RowSchema, int[]> positions = new IdentityHashMap<>();
    private final Map<RowSchema, RowSchema> keySchemas = new IdentityHashMap<>();
    private @Nullable RowSchema lastSchema;
    private int[] lastPositions = new int[0];

    KeyReader(List<String> names) {
        this.names = names;
    }

    List<String> names() {
        return names;
    }

    /** The names of the key columns in the target. */
    List<String> columnNames(TableShape shape) {
        return columns(shape).stream().map(Column::name).toList();
    }

    List<Column> columns(TableShape shape) {
        return names.stream()
                .map(name -> shape.columnOf(name)
                        .orElseThrow(() -> HeadraceException.config(
                                "Table '" + shape.table().id() + "' has no column for key field '" + name
                                        + "'. Add it, or set 'key.fields'.")))
                .toList();
    }

    /** Refuses a change without a whole key. */
    void check(ChangeRecord change) {
        Row source = source(change);
        for (int i = 0; i < names.size(); i++) {
            value(change, source, i);
        }
    }

    Keyed keyed(ChangeRecord change) {
        if (change.op() == Op.TRUNCATE) {
            return new Keyed(change, "");
        }
        RowKey key = new RowKey(values(change));
        return new Keyed(change.op() == Op.DELETE ? withoutImage(change) : change, key);
    }

    /** The image that a delete event carries may be the key and nulls only, so it must not overwrite anything. */
    private ChangeRecord withoutImage(ChangeRecord change) {
        return new ChangeRecord(
                change.op(),
                keyRow(change),
                null,
                change.position(),
                change.coordinates(),
                change.routedTopic(),
                change.timestamp(),
                change.bytes());
    }

    /** The key alone, as a row. */
    Row keyRow(ChangeRecord change) {
        Row source = source(change);
        RowSchema schema = keySchemas.computeIfAbsent(
                source.schema(),
                from -> new RowSchema(names.stream()
                        .map(name -> from.fields().get(from.indexOf(name)))
                        .toList()));
        return Row.of(schema, values(change));
    }

    private Object[] values(ChangeRecord change) {
        Row source = source(change);
        Object[] values = new Object[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(change, source, i);
        }
        return values;
    }

    private Object value(ChangeRecord change, Row source, int part) {
        Object value = source.value(positions(source.schema())[part]);
        if (value == null || value == Row.UNAVAILABLE) {
            throw HeadraceException.poison(
                    "Record " + change.coordinates() + " has no value for key field '" + names.get(part)
                            + "'; write.mode=merge needs one. Set 'key.fields' to fields that are always there, or use write.mode=append.");
        }
        return value;
    }

    private Row source(ChangeRecord change) {
        Row key = change.key();
        if (key != null && hasAll(key.schema())) {
            return key;
        }
        Row after = change.after();
        if (after != null && hasAll(after.schema())) {
            return after;
        }
        throw HeadraceException.poison("Record " + change.coordinates() + " has no key " + names
                + "; write.mode=merge needs one. Set 'key.fields' to fields of the value, or use write.mode=append.");
    }

    private boolean hasAll(RowSchema schema) {
        for (int position : positions(schema)) {
            if (position < 0) {
                return false;
            }
        }
        return true;
    }

    private int[] positions(RowSchema schema) {
        if (schema != lastSchema) {
            lastPositions = positions.computeIfAbsent(
                    schema, fields -> names.stream().mapToInt(fields::indexOf).toArray());
            lastSchema = schema;
        }
        return lastPositions;
    }

    /** The fields that make the key, typed as this row has them. */
    static List<Field> fields(@Nullable Row row, List<String> names) {
        return row == null
                ? List.of()
                : names.stream()
                        .filter(name -> row.schema().indexOf(name) >= 0)
                        .map(name -> row.schema().fields().get(row.schema().indexOf(name)))
                        .toList();
    }
}
