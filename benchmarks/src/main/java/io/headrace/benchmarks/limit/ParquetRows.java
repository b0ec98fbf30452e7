package io.headrace.benchmarks.limit;

import io.headrace.benchmarks.data.Column;
import io.headrace.benchmarks.data.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** A row as Parquet's record events. */
final class ParquetRows extends WriteSupport<@Nullable Object[]> {
    private final List<Column> columns;
    private final Kind[] kinds;
    private final String[] names;
    private @Nullable RecordConsumer consumer;

    ParquetRows(List<Column> columns) {
        this.columns = columns;
        this.kinds = columns.stream().map(Column::kind).toArray(Kind[]::new);
        this.names = columns.stream().map(Column::name).toArray(String[]::new);
    }

    /** Deprecated in Parquet, but still abstract there. */
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return context();
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(@Nullable Object[] row) {
        RecordConsumer into = Objects.requireNonNull(consumer);
        into.startMessage();
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            if (value != null) {
                into.startField(names[i], i);
                add(into, kinds[i], value);
                into.endField(names[i], i);
            }
        }
        into.endMessage();
    }

    private static void add(RecordConsumer into, Kind kind, Object value) {
        switch (kind) {
            case INT32, DATE -> into.addInteger((Integer) value);
            case INT64, DECIMAL -> into.addLong((Long) value);
            case TIMESTAMP -> into.addLong((Long) value * 1000);
            case TEXT -> into.addBinary(Binary.fromString((String) value));
            case BOOL -> into.addBoolean((Boolean) value);
        }
    }

    private WriteContext context() {
        Type[] fields = columns.stream().map(ParquetRows::field).toArray(Type[]::new);
        return new WriteContext(new MessageType("row", fields), Map.of());
    }

    private static Type field(Column column) {
        var type = switch (column.kind()) {
            case INT32 -> Types.optional(PrimitiveTypeName.INT32);
            case INT64 -> Types.optional(PrimitiveTypeName.INT64);
            case DECIMAL -> Types.optional(PrimitiveTypeName.INT64).as(LogicalTypeAnnotation.decimalType(2, 15));
            case TEXT -> Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType());
            case DATE -> Types.optional(PrimitiveTypeName.INT32).as(LogicalTypeAnnotation.dateType());
            case TIMESTAMP ->
                Types.optional(PrimitiveTypeName.INT64).as(LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS));
            case BOOL -> Types.optional(PrimitiveTypeName.BOOLEAN);
        };
        return type.named(column.name());
    }
}
