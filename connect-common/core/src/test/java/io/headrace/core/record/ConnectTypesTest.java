package io.headrace.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.debezium.data.Bits;
import io.debezium.data.EnumSet;
import io.debezium.data.Json;
import io.debezium.data.TsVector;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.data.Xml;
import io.debezium.data.geometry.Geography;
import io.debezium.data.geometry.Geometry;
import io.debezium.data.geometry.Point;
import io.debezium.data.vector.DoubleVector;
import io.debezium.data.vector.FloatVector;
import io.debezium.data.vector.SparseDoubleVector;
import io.debezium.time.Interval;
import io.debezium.time.IsoDate;
import io.debezium.time.IsoTime;
import io.debezium.time.IsoTimestamp;
import io.debezium.time.MicroDuration;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoDuration;
import io.debezium.time.NanoTime;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.Year;
import io.debezium.time.ZonedTime;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectTypesTest {

    private static final long DAY = Temporals.MICROS_PER_DAY;

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource({"primitives", "connect", "debeziumTimes", "debeziumTexts", "debeziumData", "infinities"})
    void mapsTypeAndValue(Schema schema, DataType type, Object value, Object canonical) {
        ConnectTypes.Mapping mapping = ConnectTypes.map(schema);
        assertThat(mapping.type()).isEqualTo(type);
        assertThat(ConnectTypes.typeOf(schema)).isEqualTo(type);
        assertThat(mapping.reader().read(value)).isEqualTo(canonical);
    }

    static Stream<Arguments> primitives() {
        byte[] bytes = {1, 2};
        ByteBuffer slice = ByteBuffer.wrap(new byte[] {0, 1, 2, 3}, 1, 2).slice();
        return Stream.of(
                arguments(Schema.INT8_SCHEMA, DataType.INT8, (byte) 1, (byte) 1),
                arguments(Schema.INT16_SCHEMA, DataType.INT16, (short) 1, (short) 1),
                arguments(Schema.INT32_SCHEMA, DataType.INT32, 1, 1),
                arguments(Schema.INT64_SCHEMA, DataType.INT64, 1L, 1L),
                arguments(Schema.FLOAT32_SCHEMA, DataType.FLOAT32, Float.NaN, Float.NaN),
                arguments(Schema.FLOAT64_SCHEMA, DataType.FLOAT64, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
                arguments(Schema.BOOLEAN_SCHEMA, DataType.BOOL, true, true),
                arguments(Schema.STRING_SCHEMA, DataType.TEXT, "a\u0000b", "a\u0000b"),
                arguments(Schema.BYTES_SCHEMA, DataType.BYTES, bytes, bytes),
                arguments(Schema.BYTES_SCHEMA, DataType.BYTES, ByteBuffer.wrap(bytes), bytes),
                arguments(Schema.BYTES_SCHEMA, DataType.BYTES, slice, bytes),
                arguments(
                        SchemaBuilder.string()
                                .name("io.confluent.connect.avro.Enum")
                                .build(),
                        DataType.TEXT,
                        "A",
                        "A"),
                arguments(SchemaBuilder.int32().name("com.example.Unknown").build(), DataType.INT32, 1, 1),
                arguments(
                        SchemaBuilder.string()
                                .name(io.debezium.time.Date.SCHEMA_NAME)
                                .build(),
                        DataType.TEXT,
                        "2020-01-01",
                        "2020-01-01"),
                arguments(
                        SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build(),
                        new DataType.ListOf(DataType.INT32),
                        Arrays.asList(1, null),
                        Arrays.asList(1, null)),
                arguments(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Uuid.schema()).build(),
                        new DataType.MapOf(DataType.TEXT, DataType.UUID),
                        Map.of("a", "00000000-0000-0000-0000-000000000001"),
                        Map.of("a", new UUID(0, 1))));
    }

    @SuppressWarnings("JavaUtilDate")
    static Stream<Arguments> connect() {
        BigDecimal price = new BigDecimal("1.50");
        java.util.Date noon = new java.util.Date(43_200_123L);
        return Stream.of(
                arguments(Decimal.schema(2), new DataType.Decimal(DataType.Decimal.UNBOUNDED, 2), price, price),
                arguments(
                        Decimal.schema(-2),
                        new DataType.Decimal(DataType.Decimal.UNBOUNDED, -2),
                        new BigDecimal("1E+2"),
                        new BigDecimal("1E+2")),
                arguments(
                        Decimal.builder(2)
                                .parameter("connect.decimal.precision", "10")
                                .build(),
                        new DataType.Decimal(10, 2),
                        price,
                        price),
                arguments(
                        Decimal.builder(2)
                                .parameter("__debezium.source.column.length", "12")
                                .parameter("__debezium.source.column.scale", "2")
                                .build(),
                        new DataType.Decimal(12, 2),
                        price,
                        price),
                arguments(
                        Decimal.builder(2)
                                .parameter("__debezium.source.column.length", "12")
                                .build(),
                        new DataType.Decimal(DataType.Decimal.UNBOUNDED, 2),
                        price,
                        price),
                arguments(Date.SCHEMA, DataType.DATE, new java.util.Date(-86_400_000L), -1),
                arguments(Time.SCHEMA, DataType.TIME, noon, 43_200_123_000L),
                arguments(Timestamp.SCHEMA, DataType.TIMESTAMP, noon, 43_200_123_000L),
                arguments(Timestamp.SCHEMA, DataType.TIMESTAMP, new java.util.Date(-1L), -1000L));
    }

    static Stream<Arguments> debeziumTimes() {
        return Stream.of(
                arguments(io.debezium.time.Date.schema(), DataType.DATE, -719_529, -719_529),
                arguments(io.debezium.time.Time.schema(), DataType.TIME, 86_400_000, DAY),
                arguments(MicroTime.schema(), DataType.TIME, DAY, DAY),
                arguments(MicroTime.schema(), DataType.TIME, 1L, 1L),
                arguments(NanoTime.schema(), DataType.TIME, 1_000L, 1L),
                arguments(io.debezium.time.Timestamp.schema(), DataType.TIMESTAMP, -1L, -1000L),
                arguments(
                        MicroTimestamp.schema(),
                        DataType.TIMESTAMP,
                        -210_866_803_200_000_000L,
                        -210_866_803_200_000_000L),
                arguments(NanoTimestamp.schema(), DataType.TIMESTAMP, 1_000L, 1L),
                arguments(Year.schema(), DataType.INT32, 2020, 2020),
                arguments(MicroDuration.schema(), DataType.INT64, -1L, -1L),
                arguments(NanoDuration.schema(), DataType.INT64, 1L, 1L));
    }

    static Stream<Arguments> debeziumTexts() {
        return Stream.of(
                arguments(IsoDate.schema(), DataType.DATE, "1970-01-02Z", 1),
                arguments(IsoDate.schema(), DataType.DATE, "+12345-01-01Z", 3_789_391),
                arguments(IsoTime.schema(), DataType.TIME, "12:00:00.5Z", 43_200_500_000L),
                arguments(IsoTimestamp.schema(), DataType.TIMESTAMP, "1970-01-02T00:00:00.000001Z", DAY + 1),
                arguments(ZonedTime.schema(), DataType.TIME, "00:30:00+01:00", DAY - 1_800_000_000L),
                arguments(ZonedTime.schema(), DataType.TIME, "24:00:00Z", DAY),
                arguments(ZonedTimestamp.schema(), DataType.TIMESTAMP_TZ, "1970-01-01T01:00:00.123456+01:00", 123_456L),
                arguments(ZonedTimestamp.schema(), DataType.TIMESTAMP_TZ, "1970-01-01T00:00:00.123456000Z", 123_456L),
                arguments(
                        ZonedTimestamp.schema(),
                        DataType.TIMESTAMP_TZ,
                        "-0043-03-15T12:00:00Z",
                        -63_517_780_800_000_000L),
                arguments(
                        ZonedTimestamp.schema(),
                        DataType.TIMESTAMP_TZ,
                        "9999-12-31T23:59:59.999999Z",
                        253_402_300_799_999_999L),
                arguments(Interval.schema(), DataType.TEXT, "P1Y2M3DT4H5M6S", "P1Y2M3DT4H5M6S"));
    }

    static Stream<Arguments> debeziumData() {
        Struct huge = new Struct(VariableScaleDecimal.schema())
                .put("scale", 3)
                .put("value", new BigInteger("123456789012345678901234567890123456789012").toByteArray());
        DataType point = new DataType.StructOf(List.of(
                Field.required("x", DataType.FLOAT64),
                Field.required("y", DataType.FLOAT64),
                Field.optional("wkb", DataType.BYTES),
                Field.optional("srid", DataType.INT32)));
        Struct vector = new Struct(SparseDoubleVector.schema())
                .put("dimensions", (short) 5)
                .put("vector", Map.of((short) 1, 2.0));
        DataType sparse = new DataType.StructOf(List.of(
                Field.required("dimensions", DataType.INT16),
                Field.required("vector", new DataType.MapOf(DataType.INT16, DataType.FLOAT64))));
        return Stream.of(
                arguments(
                        VariableScaleDecimal.schema(),
                        DataType.ANY_DECIMAL,
                        huge,
                        new BigDecimal("123456789012345678901234567890123456789.012")),
                arguments(VariableScaleDecimal.schema(), DataType.ANY_DECIMAL, noNumber(0), Double.NaN),
                arguments(VariableScaleDecimal.schema(), DataType.ANY_DECIMAL, noNumber(1), Double.POSITIVE_INFINITY),
                arguments(VariableScaleDecimal.schema(), DataType.ANY_DECIMAL, noNumber(-1), Double.NEGATIVE_INFINITY),
                arguments(Json.schema(), DataType.JSON, "{\"a\":1}", "{\"a\":1}"),
                arguments(Xml.schema(), DataType.TEXT, "<a/>", "<a/>"),
                arguments(Uuid.schema(), DataType.UUID, "00000000-0000-0001-0000-000000000002", new UUID(1, 2)),
                arguments(io.debezium.data.Enum.schema("a,b"), DataType.TEXT, "a", "a"),
                arguments(EnumSet.schema("a,b"), DataType.TEXT, "a,b", "a,b"),
                arguments(Bits.schema(9), DataType.BYTES, new byte[] {1, 1}, new byte[] {1, 1}),
                arguments(SchemaBuilder.string().name("io.debezium.data.Ltree").build(), DataType.TEXT, "a.b", "a.b"),
                arguments(TsVector.builder().build(), DataType.TEXT, "'a':1", "'a':1"),
                arguments(DoubleVector.schema(), new DataType.ListOf(DataType.FLOAT64), List.of(1.5), List.of(1.5)),
                arguments(FloatVector.schema(), new DataType.ListOf(DataType.FLOAT32), List.of(1.5f), List.of(1.5f)),
                arguments(
                        SparseDoubleVector.schema(), sparse, vector, new Object[] {(short) 5, Map.of((short) 1, 2.0)}),
                arguments(
                        Point.builder().build(),
                        point,
                        Point.createValue(Point.builder().build(), 1, 2),
                        new Object[] {
                            1.0,
                            2.0,
                            Point.createValue(Point.builder().build(), 1, 2).get("wkb"),
                            null
                        }));
    }

    private static Struct noNumber(int scale) {
        return new Struct(VariableScaleDecimal.schema()).put("scale", scale).put("value", new byte[0]);
    }

    @SuppressWarnings("JavaUtilDate")
    static Stream<Arguments> infinities() {
        return Stream.of(
                arguments(ZonedTimestamp.schema(), DataType.TIMESTAMP_TZ, "infinity", Temporals.POSITIVE_INFINITY),
                arguments(ZonedTimestamp.schema(), DataType.TIMESTAMP_TZ, "-infinity", Temporals.NEGATIVE_INFINITY),
                arguments(
                        MicroTimestamp.schema(),
                        DataType.TIMESTAMP,
                        9_223_372_036_825_200_000L,
                        Temporals.POSITIVE_INFINITY),
                arguments(
                        MicroTimestamp.schema(),
                        DataType.TIMESTAMP,
                        -9_223_372_036_832_400_000L,
                        Temporals.NEGATIVE_INFINITY),
                arguments(
                        io.debezium.time.Timestamp.schema(),
                        DataType.TIMESTAMP,
                        9_223_372_036_825_200L,
                        Temporals.POSITIVE_INFINITY),
                arguments(
                        io.debezium.time.Timestamp.schema(),
                        DataType.TIMESTAMP,
                        -9_223_372_036_832_400L,
                        Temporals.NEGATIVE_INFINITY),
                arguments(NanoTimestamp.schema(), DataType.TIMESTAMP, Long.MAX_VALUE, Temporals.POSITIVE_INFINITY),
                arguments(NanoTimestamp.schema(), DataType.TIMESTAMP, Long.MIN_VALUE, Temporals.NEGATIVE_INFINITY),
                arguments(
                        Timestamp.SCHEMA,
                        DataType.TIMESTAMP,
                        new java.util.Date(9_223_372_036_825_200L),
                        Temporals.POSITIVE_INFINITY),
                arguments(
                        IsoTimestamp.schema(),
                        DataType.TIMESTAMP,
                        "+294247-01-10T04:00:25.2Z",
                        Temporals.POSITIVE_INFINITY),
                arguments(
                        io.debezium.time.Date.schema(),
                        DataType.DATE,
                        -2_147_472_692,
                        Temporals.DATE_POSITIVE_INFINITY),
                arguments(
                        io.debezium.time.Date.schema(),
                        DataType.DATE,
                        -2_147_472_691,
                        Temporals.DATE_NEGATIVE_INFINITY),
                arguments(IsoDate.schema(), DataType.DATE, "-5877611-06-21Z", Temporals.DATE_POSITIVE_INFINITY),
                arguments(IsoDate.schema(), DataType.DATE, "-5877611-06-22Z", Temporals.DATE_NEGATIVE_INFINITY));
    }

    @Test
    void geometriesAreStructsOfTheirParts() {
        DataType geometry = new DataType.StructOf(
                List.of(Field.required("wkb", DataType.BYTES), Field.optional("srid", DataType.INT32)));
        assertThat(ConnectTypes.typeOf(Geometry.schema())).isEqualTo(geometry);
        assertThat(ConnectTypes.typeOf(Geography.schema())).isEqualTo(geometry);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io.debezium.time.NanoTime       | 1                    | has digits below a microsecond, which no column type here can hold; round it at the source or send it as text",
                "io.debezium.time.NanoTimestamp  | -1                   | has digits below a microsecond, which no column type here can hold; round it at the source or send it as text",
                "io.debezium.time.MicroTime      | -1                   | is a time outside 00:00 to 24:00; send durations as numbers or text, or drop the field with a transform",
                "io.debezium.time.Timestamp      | 9223372036854776     | lies outside the years -290307 to 294246 that a timestamp in microseconds can hold; correct it at the source or drop the field with a transform"
            })
    void refusesNumbersItCannotHold(String logical, long value, String error) {
        ValueReader reader =
                ConnectTypes.map(SchemaBuilder.int64().name(logical).build()).reader();
        assertThatThrownBy(() -> reader.read(value))
                .isInstanceOf(BadValueException.class)
                .hasMessage(error);
    }

    @ParameterizedTest
    @CsvSource({
        "io.debezium.time.ZonedTimestamp,2020-01-01T00:00:00.0000001Z",
        "io.debezium.time.ZonedTimestamp,2020-02-30T00:00:00Z",
        "io.debezium.time.ZonedTimestamp,2020-01-01",
        "io.debezium.time.ZonedTimestamp,''",
        "io.debezium.time.ZonedTimestamp,2020-01-01T24:00:01Z",
        "io.debezium.time.ZonedTimestamp,2020-01-01T00:00:00Zx",
        "io.debezium.time.ZonedTimestamp,+999999-01-01T00:00:00Z",
        "io.debezium.time.IsoTime,25:00:00",
        "io.debezium.time.IsoDate,2020-1-1",
        "io.debezium.data.Uuid,1-2-3-4-5",
        "io.debezium.data.Uuid,zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"
    })
    void refusesTextsThatAreNotWhatTheirSchemaSays(String logical, String value) {
        ValueReader reader =
                ConnectTypes.map(SchemaBuilder.string().name(logical).build()).reader();
        assertThatThrownBy(() -> reader.read(value))
                .isInstanceOf(BadValueException.class)
                .message()
                .satisfies(text -> {
                    if (!value.isEmpty()) {
                        assertThat(text).doesNotContain(value);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "2020-01-31T12:34:56Z,true",
        "2020-01-31T12:34:56.123456+01:00,true",
        "2020-01-31T12:34:56.1Z,true",
        "2020-01-31T12:34:56,false",
        "2020-01-31 12:34:56Z,false",
        "2020-01-31T12:34:56.1234567Z,false",
        "2020-01-31T12:34:56.Z,false",
        "2020-13-31T12:34:56Z,false",
        "2020-01-31T24:00:00Z,false",
        "2020-01-31T12:34:56+0100,false",
        "2020-01-31T12:34:56z,false",
        "2020-01-31,false",
        "hello,false"
    })
    void rfc3339IsReadStrictly(String text, boolean is) {
        assertThat(TemporalForms.isRfc3339(text)).isEqualTo(is);
    }
}
