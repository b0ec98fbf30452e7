package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.DecoderOptions;
import io.headrace.core.record.Field;
import io.headrace.core.record.RecordDecoders;
import io.headrace.core.record.Row;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.core.schema.ValueConverter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The ends of every Connect and Debezium type, one column each: the n-th row has the n-th extreme of every column. */
final class Extremes {

    /** A change event without a row, which no decoder can read. */
    static final Schema BROKEN_ENVELOPE = SchemaBuilder.struct()
            .name("broken.Envelope")
            .field("after", Schema.OPTIONAL_STRING_SCHEMA)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    private static final long MICROS_9999 = 253_402_300_799_999_999L;
    private static final long MICROS_44_BC = -63_549_360_000_000_000L;

    private Extremes() {}

    static Struct brokenEvent() {
        return new Struct(BROKEN_ENVELOPE).put("op", "c");
    }

    private record Kind(Schema schema, List<@Nullable Object> values) {}

    private static Schema debezium(SchemaBuilder builder, String name) {
        return builder.name(name).optional().build();
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("bool", new Kind(Schema.OPTIONAL_BOOLEAN_SCHEMA, List.of(true, false)));
        kinds.put("int8", new Kind(Schema.OPTIONAL_INT8_SCHEMA, List.of(Byte.MIN_VALUE, Byte.MAX_VALUE)));
        kinds.put("int16", new Kind(Schema.OPTIONAL_INT16_SCHEMA, List.of(Short.MIN_VALUE, Short.MAX_VALUE)));
        kinds.put("int32", new Kind(Schema.OPTIONAL_INT32_SCHEMA, List.of(Integer.MIN_VALUE, Integer.MAX_VALUE)));
        kinds.put("int64", new Kind(Schema.OPTIONAL_INT64_SCHEMA, List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L)));
        kinds.put(
                "float32",
                new Kind(
                        Schema.OPTIONAL_FLOAT32_SCHEMA,
                        List.of(Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 0.1f)));
        kinds.put(
                "float64",
                new Kind(
                        Schema.OPTIONAL_FLOAT64_SCHEMA,
                        List.of(
                                Double.MIN_VALUE,
                                Double.MAX_VALUE,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                0.1)));
        kinds.put(
                "text",
                new Kind(
                        Schema.OPTIONAL_STRING_SCHEMA,
                        List.of("", "😀 'quoted' \"twice\" \\ \t\n", "ü".repeat(5_000))));
        kinds.put("bytes", new Kind(Schema.OPTIONAL_BYTES_SCHEMA, List.of(new byte[0], new byte[] {0, -1, 127, -128})));
        numbers(kinds);
        times(kinds);
        kinds.put(
                "uuid",
                new Kind(
                        debezium(SchemaBuilder.string(), "io.debezium.data.Uuid"),
                        List.of("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff")));
        kinds.put(
                "json",
                new Kind(
                        debezium(SchemaBuilder.string(), "io.debezium.data.Json"),
                        List.of("{\"a\": [1, null, \"x\"]}", "null", "[]")));
        kinds.put(
                "list",
                new Kind(
                        SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA)
                                .optional()
                                .build(),
                        List.of(List.of(), List.of(1, Integer.MIN_VALUE))));
        return kinds;
    }

    private static void numbers(Map<String, Kind> kinds) {
        kinds.put(
                "money",
                new Kind(
                        Decimal.builder(2)
                                .parameter("connect.decimal.precision", "10")
                                .optional()
                                .build(),
                        List.of(new BigDecimal("99999999.99"), new BigDecimal("-0.01"))));
        kinds.put(
                "widest",
                new Kind(
                        Decimal.builder(10)
                                .parameter("connect.decimal.precision", "38")
                                .optional()
                                .build(),
                        List.of(
                                new BigDecimal(BigInteger.TEN.pow(38).subtract(BigInteger.ONE), 10),
                                new BigDecimal(
                                        BigInteger.TEN
                                                .pow(38)
                                                .subtract(BigInteger.ONE)
                                                .negate(),
                                        10))));
        kinds.put(
                "wider_than_38",
                new Kind(
                        Decimal.builder(5)
                                .parameter("connect.decimal.precision", "60")
                                .optional()
                                .build(),
                        List.of(new BigDecimal(BigInteger.TEN.pow(60).subtract(BigInteger.ONE), 5))));
        kinds.put(
                "no_precision",
                new Kind(Decimal.builder(4).optional().build(), List.of(new BigDecimal(BigInteger.TEN.pow(40), 4))));
        kinds.put(
                "negative_scale",
                new Kind(
                        Decimal.builder(-3)
                                .parameter("connect.decimal.precision", "10")
                                .optional()
                                .build(),
                        List.of(new BigDecimal(BigInteger.valueOf(123_456), -3))));
        Schema variable = SchemaBuilder.struct()
                .name("io.debezium.data.VariableScaleDecimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA)
                .optional()
                .build();
        kinds.put(
                "variable_scale",
                new Kind(
                        variable,
                        List.of(
                                new Struct(variable)
                                        .put("scale", 3)
                                        .put(
                                                "value",
                                                BigInteger.valueOf(1_234_567).toByteArray()),
                                new Struct(variable)
                                        .put("scale", 20)
                                        .put("value", BigInteger.TEN.pow(30).toByteArray()))));
    }

    private static List<@Nullable Object> dates(int... days) {
        return Arrays.stream(days)
                .<@Nullable Object>mapToObj(day -> Date.toLogical(Date.SCHEMA, day))
                .toList();
    }

    private static List<@Nullable Object> timesOfDay(int... millis) {
        return Arrays.stream(millis)
                .<@Nullable Object>mapToObj(each -> Time.toLogical(Time.SCHEMA, each))
                .toList();
    }

    private static List<@Nullable Object> instants(long... millis) {
        return Arrays.stream(millis)
                .<@Nullable Object>mapToObj(each -> Timestamp.toLogical(Timestamp.SCHEMA, each))
                .toList();
    }

    private static void times(Map<String, Kind> kinds) {
        kinds.put("date", new Kind(Date.builder().optional().build(), dates(0, 2_932_896)));
        kinds.put(
                "days",
                new Kind(debezium(SchemaBuilder.int32(), "io.debezium.time.Date"), List.of(2_932_896, -735_523, 0)));
        kinds.put("time", new Kind(Time.builder().optional().build(), timesOfDay(0, 86_399_999)));
        kinds.put(
                "micro_time",
                new Kind(
                        debezium(SchemaBuilder.int64(), "io.debezium.time.MicroTime"),
                        List.of(0L, 86_399_999_999L, 86_400_000_000L)));
        kinds.put("timestamp", new Kind(Timestamp.builder().optional().build(), instants(0, 253_402_300_799_999L, -1)));
        kinds.put(
                "micros",
                new Kind(
                        debezium(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"),
                        List.of(MICROS_9999, MICROS_44_BC, -1L)));
        kinds.put(
                "zoned",
                new Kind(
                        debezium(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp"),
                        List.of(
                                "9999-12-31T23:59:59.999999Z",
                                "2024-02-29T12:00:00.000001+05:30",
                                "1969-12-31T23:59:59.999999Z")));
    }

    static List<Struct> rows() {
        Map<String, Kind> kinds = kinds();
        SchemaBuilder builder = SchemaBuilder.struct();
        kinds.forEach((name, kind) -> builder.field(name, kind.schema()));
        Schema schema = builder.build();
        int count = kinds.values().stream()
                .mapToInt(kind -> kind.values().size())
                .max()
                .orElseThrow();
        List<Struct> rows = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            Struct row = new Struct(schema);
            for (Map.Entry<String, Kind> kind : kinds.entrySet()) {
                List<@Nullable Object> values = kind.getValue().values();
                row.put(kind.getKey(), i < values.size() ? values.get(i) : null);
            }
            rows.add(row);
        }
        return rows;
    }

    /** The row of an offset has what its record says, each value as the column's type has it. */
    static void check(TableSchema table, List<Map<String, @Nullable Object>> found, int offset, SinkRecord record) {
        Map<String, @Nullable Object> row = found.stream()
                .filter(each -> Objects.equals(Canonical.text(each.get("_headrace_offset")), Integer.toString(offset)))
                .findFirst()
                .orElseThrow();
        ChangeRecord change = Objects.requireNonNull(
                RecordDecoders.create(DecoderOptions.defaults()).decode(record));
        Row after = Objects.requireNonNull(change.after());
        for (int i = 0; i < after.schema().size(); i++) {
            Field field = after.schema().fields().get(i);
            Column column = table.columnFor(field.name()).orElseThrow();
            Object value = after.value(i);
            Object expected = value == null
                    ? null
                    : ValueConverter.compile(field.name(), field.type(), column.type())
                            .convert(value);
            assertThat(Canonical.text(row.get(column.name())))
                    .as("%s of row %s", field.name(), offset)
                    .isEqualTo(Canonical.text(expected));
        }
    }
}
