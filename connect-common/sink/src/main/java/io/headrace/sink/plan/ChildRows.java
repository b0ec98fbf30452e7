package io.headrace.sink.plan;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.sink.options.WriteOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of the elements of one list: the parent's key, the place in the list, then the element's fields, or {@code value} where it is no struct. Compiled per schema of the
 * parent's rows and keys.
 */
final class ChildRows {

    private static final String VALUE = "value";

    private final TableId child;
    private final TableShape parent;
    private final Column count;
    private final WriteOptions write;
    private final UnaryOperator<RowSchema> shared;
    private final Map<RowSchema, Map<RowSchema, Maker>> makers = new IdentityHashMap<>();
    private final Map<RowSchema, RowSchema> links = new IdentityHashMap<>();

    /**
     * @param count the parent's column that counts the elements
     * @param shared gives one instance for equal schemas
     */
    ChildRows(TableId child, TableShape parent, Column count, WriteOptions write, UnaryOperator<RowSchema> shared) {
        this.child = child;
        this.parent = parent;
        this.count = count;
        this.write = write;
        this.shared = shared;
    }

    /** What the column of the place in the list is called. */
    String indexName() {
        return write.metadataPrefix() + "index";
    }

    /** What the column of a part of the parent's key is called. */
    String linkName(String keyField) {
        return write.metadataPrefix() + "parent_" + keyField;
    }

    /** The parent's key as a child's row has it. */
    Row link(Row key) {
        return Row.of(linkSchema(key.schema()), key.values());
    }

    private RowSchema linkSchema(RowSchema key) {
        return links.computeIfAbsent(
                key,
                schema -> shared.apply(new RowSchema(schema.fields().stream()
                        .map(field -> new Field(linkName(field.name()), field.type(), field.nullable()))
                        .toList())));
    }

    /** The schema of the elements' rows, or null where rows of this schema have no such list. */
    @Nullable RowSchema schema(RowSchema row, RowSchema key) {
        return maker(row, key).schema;
    }

    /** Whether the row says what is in the list: nothing, perhaps. */
    boolean decides(Row row, RowSchema key) {
        for (int root : maker(row.schema(), key).roots) {
            if (!row.lacks(root)) {
                return true;
            }
        }
        return false;
    }

    /** The rows of the row's list, or nothing where it has no element. */
    Optional<ElementRows> of(Row row, Row key) {
        Maker maker = maker(row.schema(), key.schema());
        RowSchema schema = maker.schema;
        return schema != null && maker.list.read(row) instanceof List<?> elements && !elements.isEmpty()
                ? Optional.of(new ElementRows(maker, schema, Row.of(key.schema(), key.values()), elements))
                : Optional.empty();
    }

    private Maker maker(RowSchema row, RowSchema key) {
        return makers.computeIfAbsent(row, schema -> new IdentityHashMap<>())
                .computeIfAbsent(key, schema -> compile(row, schema));
    }

    private Maker compile(RowSchema row, RowSchema key) {
        Placement placement = parent.placement(row);
        int position = parent.table().indexOf(count.name());
        List<Integer> roots = new ArrayList<>();
        for (int root = 0; root < placement.byRoot().length; root++) {
            if (placement.byRoot()[root].get(position)) {
                roots.add(root);
            }
        }
        for (int i = 0; i < placement.columns().length; i++) {
            Leaf leaf = placement.leaves().get(i);
            if (leaf.element() != null && count.equals(placement.columns()[i])) {
                return new Maker(roots, leaf.listReader(), schema(key, leaf.element()), width(leaf.element()));
            }
        }
        return new Maker(roots, any -> null, null, 0);
    }

    private static int width(DataType element) {
        return element instanceof DataType.StructOf struct ? struct.fields().size() : -1;
    }

    private RowSchema schema(RowSchema key, DataType element) {
        List<Field> fields = new ArrayList<>(linkSchema(key).fields());
        fields.add(Field.required(indexName(), DataType.INT32));
        Set<String> ours = new HashSet<>();
        fields.forEach(field -> ours.add(field.name()));
        List<Field> theirs =
                element instanceof DataType.StructOf struct ? struct.fields() : List.of(Field.optional(VALUE, element));
        for (Field field : theirs) {
            if (ours.contains(field.name())) {
                throw impostor(field);
            }
            fields.add(Field.optional(field.name(), field.type()));
        }
        return shared.apply(new RowSchema(fields));
    }

    private HeadraceException impostor(Field field) {
        return HeadraceException.config(
                "Field '" + field.name() + "' of the records for table '" + child
                        + "' has the name of a column that Headrace adds. Set 'metadata.prefix' to another prefix, or rename the field with a transform.");
    }

    /** Rows of one list. */
    record ElementRows(Maker maker, RowSchema schema, Row key, List<?> elements) {

        int size() {
            return elements.size();
        }

        Row row(int index) {
            return Row.of(schema, maker.values(key, index, elements.get(index)));
        }

        /** No values: they are users' data, which must not reach logs. */
        @Override
        public String toString() {
            return size() + " rows of " + schema;
        }
    }

    /**
     * @param roots positions of the parent's fields that decide about the list
     * @param width fields of an element, or -1 where it is one value
     */
    record Maker(
            List<Integer> roots, Leaf.Reader list, @Nullable RowSchema schema, int width) {

        @Nullable Object[] values(Row key, int index, @Nullable Object element) {
            int links = key.values().length;
            @Nullable Object[] values = new Object[links + 1 + (width < 0 ? 1 : width)];
            System.arraycopy(key.values(), 0, values, 0, links);
            values[links] = index;
            if (width < 0) {
                values[links + 1] = element;
            } else if (element != null) {
                System.arraycopy((@Nullable Object[]) element, 0, values, links + 1, width);
            }
            return values;
        }
    }
}
