package io.headrace.benchmarks.load;

import io.headrace.benchmarks.data.Column;
import io.headrace.benchmarks.data.Kind;
import io.headrace.benchmarks.data.Table;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** A table's rows as Connect's structs. Reads one row at a time. */
@SuppressWarnings("JavaUtilDate") // what Connect's logical types are
public final class ConnectRows {
    private static final long DAY = 86_400_000L;
    private static final int SCALE = 2;

    private final Table table;
    private final Schema valueSchema;
    private final Schema keySchema;
    private final @Nullable Object[] values;

    public ConnectRows(Table table) {
        this.table = table;
        this.valueSchema = schema(table.name() + ".Value", table.columns());
        this.keySchema = schema(
                table.name() + ".Key",
                table.columns().stream()
                        .filter(column -> table.key().contains(column.name()))
                        .toList());
        this.values = new @Nullable Object[table.columns().size()];
    }

    public Schema valueSchema() {
        return valueSchema;
    }

    public Schema keySchema() {
        return keySchema;
    }

    /** {@return the row's value; the next {@link #key} is of the same row} */
    public Struct value(long row) {
        table.read(row, values);
        Struct struct = new Struct(valueSchema);
        List<Column> columns = table.columns();
        List<Field> fields = valueSchema.fields();
        for (int i = 0; i < values.length; i++) {
            struct.put(fields.get(i), connect(columns.get(i).kind(), values[i]));
        }
        return struct;
    }

    /** {@return the key of the row that {@link #value} was last asked for} */
    public Struct key() {
        Struct struct = new Struct(keySchema);
        for (Field field : keySchema.fields()) {
            int column = table.indexOf(field.name());
            struct.put(field, connect(table.columns().get(column).kind(), values[column]));
        }
        return struct;
    }

    private static @Nullable Object connect(Kind kind, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case DECIMAL -> BigDecimal.valueOf((Long) value, SCALE);
            case DATE -> new Date((Integer) value * DAY);
            case TIMESTAMP -> new Date((Long) value);
            default -> value;
        };
    }

    private static Schema schema(String name, List<Column> columns) {
        SchemaBuilder builder = SchemaBuilder.struct().name("io.headrace.benchmarks." + name);
        for (Column column : columns) {
            SchemaBuilder field = field(column.kind());
            builder.field(column.name(), column.nullable() ? field.optional().build() : field.build());
        }
        return builder.build();
    }

    private static SchemaBuilder field(Kind kind) {
        return switch (kind) {
            case INT32 -> SchemaBuilder.int32();
            case INT64 -> SchemaBuilder.int64();
            case DECIMAL -> Decimal.builder(SCALE).parameter("connect.decimal.precision", "15");
            case TEXT -> SchemaBuilder.string();
            case DATE -> org.apache.kafka.connect.data.Date.builder();
            case TIMESTAMP -> Timestamp.builder();
            case BOOL -> SchemaBuilder.bool();
        };
    }
}
