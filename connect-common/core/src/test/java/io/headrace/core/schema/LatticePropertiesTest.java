package io.headrace.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.Temporals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for any two types and any value of them. */
class LatticePropertiesTest {

    /** A type with one of its canonical values. */
    record Sample(DataType type, Object value) {}

    @Property(tries = 300)
    void bothTypesFitTheCommonOne(@ForAll("samples") Sample a, @ForAll("samples") Sample b) {
        TypeLattice.Common common = TypeLattice.common(a.type(), b.type());
        assertThat(TypeLattice.assignable(a.type(), common.type())).isTrue();
        assertThat(TypeLattice.assignable(b.type(), common.type())).isTrue();
        assertThat(TypeLattice.common(common.type(), a.type()).type()).isEqualTo(common.type());
        assertThat(TypeLattice.common(b.type(), a.type()).lastResort()).isEqualTo(common.lastResort());
    }

    @Property(tries = 300)
    void whatIsAssignableConverts(@ForAll("samples") Sample from, @ForAll("samples") Sample to) {
        DataType common = TypeLattice.common(from.type(), to.type()).type();
        for (DataType type : List.of(common, DataType.TEXT, DataType.JSON)) {
            assertThat(ValueConverter.compile("f", from.type(), type).convert(from.value()))
                    .isNotNull();
        }
    }

    @Property(tries = 300)
    void widenedNumbersReadBackAsWhatTheyWere(@ForAll("numbers") Sample a, @ForAll("numbers") Sample b) {
        DataType common = TypeLattice.common(a.type(), b.type()).type();
        Object wide = ValueConverter.compile("f", a.type(), common).convert(a.value());
        Object back = ValueConverter.compile("f", common, a.type()).convert(wide);
        if (a.value() instanceof BigDecimal decimal) {
            assertThat((BigDecimal) back).isEqualByComparingTo(decimal);
        } else if (a.value() instanceof Number number && number.doubleValue() == 0) {
            // A decimal has no negative zero.
            assertThat(((Number) java.util.Objects.requireNonNull(back)).doubleValue())
                    .isZero();
        } else {
            assertThat(back).isEqualTo(a.value());
        }
    }

    @Provide
    Arbitrary<Sample> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().map(v -> new Sample(DataType.INT8, v)),
                Arbitraries.shorts().map(v -> new Sample(DataType.INT16, v)),
                Arbitraries.integers().map(v -> new Sample(DataType.INT32, v)),
                Arbitraries.longs().map(v -> new Sample(DataType.INT64, v)),
                Arbitraries.floats().map(v -> new Sample(DataType.FLOAT32, v)),
                Arbitraries.doubles().map(v -> new Sample(DataType.FLOAT64, v)),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE)
                        .map(v -> new Sample(DataType.FLOAT64, v)),
                decimals());
    }

    private static Arbitrary<Sample> decimals() {
        return Arbitraries.integers()
                .between(-5, 20)
                .flatMap(scale -> Arbitraries.integers()
                        .between(1, 45)
                        .flatMap(precision -> Arbitraries.bigIntegers()
                                .between(
                                        BigInteger.TEN.pow(precision).negate().add(BigInteger.ONE),
                                        BigInteger.TEN.pow(precision).subtract(BigInteger.ONE))
                                .map(unscaled -> new BigDecimal(unscaled, scale))
                                .flatMap(value -> Arbitraries.of(
                                                new DataType.Decimal(precision, scale),
                                                new DataType.Decimal(DataType.Decimal.UNBOUNDED, scale),
                                                DataType.ANY_DECIMAL)
                                        .map(type -> new Sample(type, value)))));
    }

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<Sample> flat = Arbitraries.oneOf(numbers(), others());
        Arbitrary<Sample> lists =
                flat.map(s -> new Sample(new DataType.ListOf(s.type()), List.of(s.value(), s.value())));
        Arbitrary<Sample> maps =
                flat.map(s -> new Sample(new DataType.MapOf(DataType.TEXT, s.type()), Map.of("k", s.value())));
        return Arbitraries.oneOf(flat, flat, lists, maps, structs(Arbitraries.oneOf(flat, lists, maps)));
    }

    private static Arbitrary<Sample> structs(Arbitrary<Sample> parts) {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c");
        return Arbitraries.maps(names, parts)
                .ofMinSize(1)
                .ofMaxSize(3)
                .flatMap(fields -> Arbitraries.of(true, false).map(nullable -> {
                    Map<String, Sample> ordered = new LinkedHashMap<>(fields);
                    List<Field> shape = ordered.entrySet().stream()
                            .map(e -> new Field(e.getKey(), e.getValue().type(), nullable))
                            .toList();
                    return new Sample(
                            new DataType.StructOf(shape),
                            ordered.values().stream().map(Sample::value).toArray());
                }));
    }

    private static Arbitrary<Sample> others() {
        long micros = 253_402_300_800_000_000L;
        return Arbitraries.oneOf(
                Arbitraries.of(true, false).map(v -> new Sample(DataType.BOOL, v)),
                Arbitraries.strings().ofMaxLength(5).map(v -> new Sample(DataType.TEXT, v)),
                Arbitraries.of("{}", "[1]", "null").map(v -> new Sample(DataType.JSON, v)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(5).map(v -> new Sample(DataType.BYTES, v)),
                Arbitraries.longs().map(v -> new Sample(DataType.UUID, new UUID(v, ~v))),
                Arbitraries.integers().between(-2_000_000, 4_000_000).map(v -> new Sample(DataType.DATE, v)),
                Arbitraries.of(Temporals.DATE_NEGATIVE_INFINITY, Temporals.DATE_POSITIVE_INFINITY)
                        .map(v -> new Sample(DataType.DATE, v)),
                Arbitraries.longs().between(0, Temporals.MICROS_PER_DAY).map(v -> new Sample(DataType.TIME, v)),
                Arbitraries.longs().between(-micros, micros).map(v -> new Sample(DataType.TIMESTAMP, v)),
                Arbitraries.longs().map(v -> new Sample(DataType.TIMESTAMP_TZ, v)));
    }
}
