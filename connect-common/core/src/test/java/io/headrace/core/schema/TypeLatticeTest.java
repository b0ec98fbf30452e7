package io.headrace.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.Row;
import io.headrace.core.record.Temporals;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TypeLatticeTest {

    private static final DataType PRICE = new DataType.Decimal(10, 2);
    private static final DataType STRUCT = new DataType.StructOf(List.of(Field.required("a", DataType.INT32)));

    @ParameterizedTest
    @MethodSource
    void common(DataType a, DataType b, DataType expected, boolean lastResort) {
        assertThat(TypeLattice.common(a, b)).isEqualTo(new TypeLattice.Common(expected, lastResort));
        assertThat(TypeLattice.common(b, a)).isEqualTo(new TypeLattice.Common(expected, lastResort));
        assertThat(TypeLattice.assignable(a, expected)).isTrue();
        assertThat(TypeLattice.assignable(b, expected)).isTrue();
    }

    static Stream<Arguments> common() {
        return Stream.of(
                arguments(DataType.INT8, DataType.INT64, DataType.INT64, false),
                arguments(DataType.INT32, DataType.FLOAT64, DataType.FLOAT64, false),
                arguments(DataType.INT32, DataType.FLOAT32, DataType.FLOAT64, false),
                arguments(DataType.INT16, DataType.FLOAT32, DataType.FLOAT32, false),
                arguments(DataType.INT64, DataType.FLOAT64, DataType.ANY_DECIMAL, false),
                arguments(PRICE, DataType.FLOAT64, DataType.ANY_DECIMAL, false),
                arguments(DataType.FLOAT32, DataType.FLOAT64, DataType.FLOAT64, false),
                arguments(PRICE, new DataType.Decimal(6, 4), new DataType.Decimal(12, 4), false),
                arguments(PRICE, DataType.INT64, new DataType.Decimal(21, 2), false),
                arguments(PRICE, DataType.INT8, PRICE, false),
                arguments(PRICE, DataType.ANY_DECIMAL, DataType.ANY_DECIMAL, false),
                arguments(
                        PRICE,
                        new DataType.Decimal(DataType.Decimal.UNBOUNDED, 4),
                        new DataType.Decimal(DataType.Decimal.UNBOUNDED, 4),
                        false),
                arguments(new DataType.Decimal(5, -2), DataType.INT8, new DataType.Decimal(7, 0), false),
                arguments(DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP, false),
                arguments(DataType.NOTHING, DataType.UUID, DataType.UUID, false),
                arguments(STRUCT, DataType.JSON, DataType.JSON, false),
                arguments(
                        new DataType.ListOf(DataType.INT32),
                        new DataType.ListOf(DataType.INT64),
                        new DataType.ListOf(DataType.INT64),
                        false),
                arguments(
                        new DataType.ListOf(DataType.NOTHING),
                        new DataType.ListOf(DataType.TEXT),
                        new DataType.ListOf(DataType.TEXT),
                        false),
                arguments(
                        new DataType.MapOf(DataType.TEXT, DataType.INT8),
                        new DataType.MapOf(DataType.TEXT, DataType.INT16),
                        new DataType.MapOf(DataType.TEXT, DataType.INT16),
                        false),
                arguments(DataType.TIMESTAMP, DataType.TIMESTAMP_TZ, DataType.TEXT, true),
                arguments(DataType.INT32, DataType.TEXT, DataType.TEXT, true),
                arguments(DataType.BOOL, DataType.INT32, DataType.TEXT, true),
                arguments(DataType.UUID, DataType.TEXT, DataType.TEXT, true),
                arguments(STRUCT, DataType.TEXT, DataType.JSON, true),
                arguments(DataType.JSON, DataType.INT32, DataType.JSON, true));
    }

    @Test
    void structsGrow() {
        DataType other =
                new DataType.StructOf(List.of(Field.required("b", DataType.TEXT), Field.required("a", DataType.INT64)));
        DataType union =
                new DataType.StructOf(List.of(Field.required("a", DataType.INT64), Field.optional("b", DataType.TEXT)));
        assertThat(TypeLattice.common(STRUCT, other)).isEqualTo(new TypeLattice.Common(union, false));
        assertThat(TypeLattice.assignable(STRUCT, union)).isTrue();
        assertThat(TypeLattice.assignable(other, STRUCT)).isFalse();
    }

    @Test
    void whatWasNeverSeenBecomesJsonInsideAndStaysAwayAsAColumn() {
        assertThat(TypeLattice.settled(new DataType.ListOf(DataType.NOTHING)))
                .isEqualTo(new DataType.ListOf(DataType.JSON));
    }

    @ParameterizedTest
    @MethodSource
    void converts(DataType from, DataType to, Object value, Object expected) {
        assertThat(ValueConverter.compile("f", from, to).convert(value)).isEqualTo(expected);
    }

    static Stream<Arguments> converts() {
        return Stream.of(
                arguments(DataType.INT32, DataType.INT64, 5, 5L),
                arguments(DataType.INT64, DataType.INT8, 5L, (byte) 5),
                arguments(DataType.INT64, PRICE, 5L, new BigDecimal("5.00")),
                arguments(DataType.FLOAT64, DataType.ANY_DECIMAL, 0.1, new BigDecimal("0.1")),
                arguments(DataType.FLOAT64, DataType.ANY_DECIMAL, Double.NaN, Double.NaN),
                arguments(DataType.FLOAT32, DataType.FLOAT64, 1.5f, 1.5),
                arguments(DataType.FLOAT64, DataType.FLOAT32, 1.5, 1.5f),
                arguments(DataType.FLOAT64, DataType.INT64, 3.0, 3L),
                arguments(DataType.INT64, DataType.FLOAT64, 1L << 53, 9.007199254740992E15),
                arguments(DataType.ANY_DECIMAL, DataType.FLOAT64, new BigDecimal("0.1"), 0.1),
                arguments(DataType.ANY_DECIMAL, PRICE, new BigDecimal("1.500"), new BigDecimal("1.50")),
                arguments(DataType.DATE, DataType.TIMESTAMP, 1, Temporals.MICROS_PER_DAY),
                arguments(
                        DataType.DATE,
                        DataType.TIMESTAMP,
                        Temporals.DATE_NEGATIVE_INFINITY,
                        Temporals.NEGATIVE_INFINITY),
                arguments(DataType.ANY_DECIMAL, DataType.TEXT, new BigDecimal("1E+3"), "1000"),
                arguments(DataType.UUID, DataType.TEXT, new UUID(0, 1), "00000000-0000-0000-0000-000000000001"),
                arguments(DataType.DATE, DataType.TEXT, -719_529, "-0001-12-31"),
                arguments(DataType.DATE, DataType.TEXT, Temporals.DATE_POSITIVE_INFINITY, "infinity"),
                arguments(DataType.TIME, DataType.TEXT, Temporals.MICROS_PER_DAY, "24:00:00"),
                arguments(DataType.TIMESTAMP, DataType.TEXT, -1L, "1969-12-31T23:59:59.999999"),
                arguments(DataType.TIMESTAMP_TZ, DataType.TEXT, 1_000_000L, "1970-01-01T00:00:01Z"),
                arguments(DataType.TIMESTAMP_TZ, DataType.TEXT, Temporals.NEGATIVE_INFINITY, "-infinity"),
                arguments(DataType.BYTES, DataType.TEXT, new byte[] {1, 2}, "AQI="),
                arguments(DataType.BOOL, DataType.TEXT, true, "true"),
                arguments(DataType.TEXT, DataType.JSON, "a\"b", "\"a\\\"b\""),
                arguments(DataType.FLOAT64, DataType.JSON, Double.NaN, "\"NaN\""),
                arguments(STRUCT, DataType.JSON, new Object[] {5}, "{\"a\":5}"),
                arguments(STRUCT, DataType.TEXT, new Object[] {5}, "{\"a\":5}"),
                arguments(
                        new DataType.ListOf(DataType.DATE),
                        DataType.JSON,
                        Arrays.asList(0, null),
                        "[\"1970-01-01\",null]"),
                arguments(
                        new DataType.MapOf(DataType.INT16, DataType.JSON),
                        DataType.JSON,
                        Map.of((short) 1, "{}"),
                        "{\"1\":{}}"),
                arguments(
                        new DataType.ListOf(DataType.INT32),
                        new DataType.ListOf(DataType.INT64),
                        Arrays.asList(1, null),
                        Arrays.asList(1L, null)),
                arguments(
                        STRUCT,
                        new DataType.StructOf(
                                List.of(Field.optional("b", DataType.TEXT), Field.required("a", DataType.INT64))),
                        new Object[] {5},
                        new Object[] {null, 5L}));
    }

    @ParameterizedTest
    @MethodSource
    void refuses(DataType from, DataType to, Object value, String error) {
        ValueConverter converter = ValueConverter.compile("f", from, to);
        assertThatThrownBy(() -> converter.convert(value)).hasMessage(error);
    }

    static Stream<Arguments> refuses() {
        String mend = ". Change the column's type, let the schema evolve, or correct the field at its source";
        return Stream.of(
                arguments(
                        DataType.INT64,
                        DataType.INT8,
                        128L,
                        "Field 'f' holds int64 that its column cannot take: allowed is int8" + mend),
                arguments(
                        DataType.INT64,
                        DataType.FLOAT64,
                        (1L << 53) + 1,
                        "Field 'f' holds int64 that its column cannot take: allowed is float64" + mend),
                arguments(
                        DataType.FLOAT64,
                        DataType.INT64,
                        1.5,
                        "Field 'f' holds float64 that its column cannot take: allowed is int64" + mend),
                arguments(
                        DataType.FLOAT64,
                        PRICE,
                        Double.NaN,
                        "Field 'f' holds float64 that its column cannot take: allowed is decimal(10,2)" + mend),
                arguments(
                        DataType.ANY_DECIMAL,
                        PRICE,
                        new BigDecimal("0.001"),
                        "Field 'f' holds decimal of any size that its column cannot take: allowed is decimal(10,2)"
                                + mend),
                arguments(
                        DataType.ANY_DECIMAL,
                        PRICE,
                        new BigDecimal("1E+900000000"),
                        "Field 'f' holds decimal of any size that its column cannot take: allowed is decimal(10,2)"
                                + mend),
                arguments(
                        DataType.TEXT,
                        DataType.UUID,
                        "x",
                        "Field 'f' holds text that its column cannot take: allowed is uuid" + mend),
                arguments(
                        DataType.TIMESTAMP,
                        DataType.TIMESTAMP_TZ,
                        0L,
                        "Field 'f' holds timestamp without zone that its column cannot take: allowed is timestamp with zone"
                                + mend),
                arguments(
                        STRUCT,
                        new DataType.StructOf(List.of(Field.optional("b", DataType.TEXT))),
                        new Object[] {5},
                        "Field 'f' holds struct{a int32} that its column cannot take: allowed is struct{b text}"
                                + mend));
    }

    @Test
    void nullsAndUnavailableValuesPassThrough() {
        ValueConverter converter = ValueConverter.compile("f", DataType.INT32, DataType.TEXT);
        assertThat(converter.convert(null)).isNull();
        assertThat(converter.convert(Row.UNAVAILABLE)).isSameAs(Row.UNAVAILABLE);
        assertThat(ValueConverter.compile("f", DataType.INT32, DataType.INT32)).isSameAs(ValueConverter.SAME);
    }
}
