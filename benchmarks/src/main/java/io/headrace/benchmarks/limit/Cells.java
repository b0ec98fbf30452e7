package io.headrace.benchmarks.limit;

import io.headrace.benchmarks.data.Column;
import io.headrace.benchmarks.data.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a record's value, as {@link Integer}, {@link Long}, {@link String}, {@link Boolean}, hundredths
 * ({@link Long}), days ({@link Integer}) or milliseconds ({@link Long}), by the column's kind.
 */
@SuppressWarnings("JavaUtilDate") // what Connect's logical types are
final class Cells {
    private static final long DAY = 86_400_000L;
    private static final int SCALE = 2;

    private final String[] names;
    private final Kind[] kinds;
    private final Field[] fields;
    private @Nullable Schema schema;

    Cells(List<Column> columns) {
        this.names = columns.stream().map(Column::name).toArray(String[]::new);
        this.kinds = columns.stream().map(Column::kind).toArray(Kind[]::new);
        this.fields = new Field[names.length];
    }

    void read(Object value, @Nullable Object[] row) {
        if (value instanceof Struct struct) {
            if (struct.schema() != schema) {
                resolve(struct.schema());
            }
            for (int i = 0; i < row.length; i++) {
                row[i] = cell(kinds[i], struct.get(fields[i]));
            }
        } else {
            Map<?, ?> map = (Map<?, ?>) value;
            for (int i = 0; i < row.length; i++) {
                row[i] = cell(kinds[i], map.get(names[i]));
            }
        }
    }

    private void resolve(Schema newSchema) {
        for (int i = 0; i < names.length; i++) {
            fields[i] = newSchema.field(names[i]);
        }
        schema = newSchema;
    }

    private static @Nullable Object cell(Kind kind, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case INT32 -> value instanceof Integer ? value : (Object) ((Number) value).intValue();
            case INT64 -> value instanceof Long ? value : (Object) ((Number) value).longValue();
            case DECIMAL -> hundredths(value);
            case DATE ->
                value instanceof Date date ? (int) Math.floorDiv(date.getTime(), DAY) : ((Number) value).intValue();
            case TIMESTAMP -> value instanceof Date date ? date.getTime() : ((Number) value).longValue();
            case TEXT, BOOL -> value;
        };
    }

    private static long hundredths(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.setScale(SCALE, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        }
        return Math.round(((Number) value).doubleValue() * 100);
    }
}
