package io.headrace.source.postgres;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flattens Debezium's envelopes: the row, and beside it what happened ({@value #OP}) and where in the source ({@value #LSN}, {@value #TX_ORDER},
 * {@value #SOURCE_TS_US}). A delete carries the key's columns only and is followed by a tombstone; a truncate carries no column. Hence every column is optional here, and none
 * has a default, which converters would put in place of null.
 */
final class RowFormat {

    /** {@code r} read by a snapshot, {@code c} inserted, {@code u} updated, {@code d} deleted, {@code t} truncated. */
    static final String OP = "__op";

    /** A position in the log; never goes back along the stream. */
    static final String LSN = "__lsn";

    /** The change's place in its transaction, from 1; 0 in a snapshot. Orders the changes of one position. */
    static final String TX_ORDER = "__tx_order";

    /** When the source committed (or read), microseconds since 1970-01-01T00:00Z. */
    static final String SOURCE_TS_US = "__source_ts_us";

    private static final Set<String> METADATA = Set.of(OP, LSN, TX_ORDER, SOURCE_TS_US);
    private static final int SHAPES_KEPT = 2000;

    private final IdentityHashMap<Schema, Shape> shapes = new IdentityHashMap<>();

    SourceRecord convert(PositionedRecord positioned) {
        SourceRecord record = positioned.record();
        if (!(record.value() instanceof Struct envelope) || envelope.schema().field("op") == null) {
            return record;
        }
        Shape shape = shapes.get(envelope.schema());
        if (shape == null) {
            if (shapes.size() >= SHAPES_KEPT) {
                shapes.clear();
            }
            shape = Shape.of(record.topic(), envelope.schema());
            shapes.put(envelope.schema(), shape);
        }
        Struct row = shape.row(envelope, keyOf(record), positioned.lsn());
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                row.schema(),
                row,
                record.timestamp(),
                List.of());
    }

    private static @Nullable Struct keyOf(SourceRecord record) {
        return record.key() instanceof Struct key ? key : null;
    }

    /** A table's row schema and the way into it, made once per envelope schema. */
    private record Shape(Schema schema, List<Field> columns, List<Field> into) {

        static Shape of(String topic, Schema envelope) {
            Schema table = envelope.field("after").schema();
            SchemaBuilder builder = SchemaBuilder.struct().name(table.name());
            for (Field column : table.fields()) {
                if (METADATA.contains(column.name())) {
                    throw new DataException(
                            "The table of topic " + topic + " has a column " + column.name()
                                    + ", a name that record.format=row uses itself. Rename the column, leave it out with debezium.column.exclude.list, or set record.format=envelope.");
                }
                builder.field(column.name(), optional(column.schema()));
            }
            Schema schema = builder.field(OP, Schema.STRING_SCHEMA)
                    .field(LSN, Schema.INT64_SCHEMA)
                    .field(TX_ORDER, Schema.INT64_SCHEMA)
                    .field(SOURCE_TS_US, Schema.OPTIONAL_INT64_SCHEMA)
                    .build();
            List<Field> into = new ArrayList<>();
            table.fields().forEach(column -> into.add(schema.field(column.name())));
            return new Shape(schema, table.fields(), into);
        }

        Struct row(Struct envelope, @Nullable Struct key, long lsn) {
            Struct row = new Struct(schema);
            String op = envelope.getString("op");
            switch (op) {
                case "t" -> {}
                case "d" -> deleted(envelope.getStruct("before"), key, row);
                default -> fill(envelope.getStruct("after"), row);
            }
            Struct transaction =
                    envelope.schema().field("transaction") == null ? null : envelope.getStruct("transaction");
            row.put(OP, op);
            row.put(LSN, lsn);
            row.put(TX_ORDER, transaction == null ? 0L : transaction.getInt64("total_order"));
            row.put(SOURCE_TS_US, envelope.getStruct("source").getInt64("ts_us"));
            return row;
        }

        /** Without a key the whole row is what tells which one is gone. Beside a key the other columns may be made up: Postgres sends what the replica identity has. */
        private void deleted(Struct before, @Nullable Struct key, Struct row) {
            if (key == null) {
                fill(before, row);
                return;
            }
            for (int i = 0; i < columns.size(); i++) {
                if (key.schema().field(columns.get(i).name()) != null) {
                    put(before, row, i);
                }
            }
        }

        private void fill(Struct from, Struct row) {
            for (int i = 0; i < columns.size(); i++) {
                put(from, row, i);
            }
        }

        private void put(Struct from, Struct row, int column) {
            Object value = from.getWithoutDefault(columns.get(column).name());
            Field target = into.get(column);
            row.put(target, value instanceof Struct nested ? rebuilt(nested, target.schema()) : value);
        }

        /** A struct belongs to one schema, and the row's has become optional. */
        private static Struct rebuilt(Struct nested, Schema schema) {
            if (nested.schema().equals(schema)) {
                return nested;
            }
            Struct copy = new Struct(schema);
            nested.schema().fields().forEach(field -> copy.put(field.name(), nested.getWithoutDefault(field.name())));
            return copy;
        }

        private static Schema optional(Schema schema) {
            if (schema.isOptional() && schema.defaultValue() == null) {
                return schema;
            }
            boolean struct = schema.type() == Schema.Type.STRUCT;
            boolean list = schema.type() == Schema.Type.ARRAY;
            boolean map = schema.type() == Schema.Type.MAP;
            return new ConnectSchema(
                    schema.type(),
                    true,
                    null,
                    schema.name(),
                    schema.version(),
                    schema.doc(),
                    schema.parameters(),
                    struct ? schema.fields() : List.of(),
                    map ? schema.keySchema() : null,
                    list || map ? schema.valueSchema() : null);
        }
    }
}
