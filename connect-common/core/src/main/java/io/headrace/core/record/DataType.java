package io.headrace.core.record;

import java.util.List;

/**
 * The closed set of types a value can have between a source and a sink.
 *
 * <p>Each type has exactly one in-memory form, so that encoders never guess:
 *
 * <table>
 * <caption>Canonical values</caption>
 * <tr><th>type</th><th>Java value</th></tr>
 * <tr><td>{@link Bool}</td><td>{@link Boolean}</td></tr>
 * <tr><td>{@link Int8}, {@link Int16}, {@link Int32}, {@link Int64}</td><td>{@link Byte}, {@link Short}, {@link Integer}, {@link Long}</td></tr>
 * <tr><td>{@link Float32}, {@link Float64}</td><td>{@link Float}, {@link Double} (NaN and infinities included)</td></tr>
 * <tr><td>{@link Decimal}</td><td>{@link java.math.BigDecimal}, or {@link Double} NaN/±Infinity for Postgres' special numerics</td></tr>
 * <tr><td>{@link Text}, {@link Json}</td><td>{@link String}</td></tr>
 * <tr><td>{@link Bytes}</td><td>{@code byte[]}</td></tr>
 * <tr><td>{@link Date}</td><td>{@link Integer}: days since 1970-01-01, proleptic Gregorian</td></tr>
 * <tr><td>{@link Time}</td><td>{@link Long}: microseconds since midnight; 24:00 is 86 400 000 000. A zone is folded into UTC</td></tr>
 * <tr><td>{@link Timestamp}</td><td>{@link Long}: microseconds since 1970-01-01T00:00 (UTC when zoned, wall clock when not);
 *     {@link Temporals#POSITIVE_INFINITY} and {@link Temporals#NEGATIVE_INFINITY} stand for Postgres' ±infinity</td></tr>
 * <tr><td>{@link Uuid}</td><td>{@link java.util.UUID}</td></tr>
 * <tr><td>{@link ListOf}</td><td>{@link java.util.List} of canonical values, elements may be null</td></tr>
 * <tr><td>{@link MapOf}</td><td>{@link java.util.Map} of canonical keys and values, insertion order kept</td></tr>
 * <tr><td>{@link StructOf}</td><td>{@code Object[]} in field order</td></tr>
 * <tr><td>{@link Nothing}</td><td>null</td></tr>
 * </table>
 */
public sealed interface DataType {

    DataType BOOL = new Bool();
    DataType INT8 = new Int8();
    DataType INT16 = new Int16();
    DataType INT32 = new Int32();
    DataType INT64 = new Int64();
    DataType FLOAT32 = new Float32();
    DataType FLOAT64 = new Float64();
    DataType TEXT = new Text();
    DataType BYTES = new Bytes();
    DataType DATE = new Date();
    DataType TIME = new Time();
    DataType TIMESTAMP = new Timestamp(false);
    DataType TIMESTAMP_TZ = new Timestamp(true);
    DataType UUID = new Uuid();
    DataType JSON = new Json();

    /** Of a value that is null and has no schema to say what else it could be: fits every column and never makes one. */
    DataType NOTHING = new Nothing();

    /** A decimal whose precision and scale are not known or not bounded. */
    DataType ANY_DECIMAL = new Decimal(Decimal.UNBOUNDED, Decimal.UNBOUNDED);

    record Bool() implements DataType {}

    record Int8() implements DataType {}

    record Int16() implements DataType {}

    record Int32() implements DataType {}

    record Int64() implements DataType {}

    record Float32() implements DataType {}

    record Float64() implements DataType {}

    /**
     * An exact number.
     *
     * @param precision digits in all, or {@link #UNBOUNDED}
     * @param scale digits after the point (negative is allowed), or {@link #UNBOUNDED} when each value has its own
     */
    record Decimal(int precision, int scale) implements DataType {
        public static final int UNBOUNDED = Integer.MIN_VALUE;

        public boolean bounded() {
            return precision != UNBOUNDED && scale != UNBOUNDED;
        }
    }

    record Text() implements DataType {}

    record Bytes() implements DataType {}

    record Date() implements DataType {}

    record Time() implements DataType {}

    /** @param zoned whether the value is an instant (true) or a wall-clock time that must never be shifted (false) */
    record Timestamp(boolean zoned) implements DataType {}

    record Uuid() implements DataType {}

    record Json() implements DataType {}

    /** See {@link #NOTHING}; no target column is of this type. */
    record Nothing() implements DataType {}

    record ListOf(DataType element) implements DataType {}

    record MapOf(DataType key, DataType value) implements DataType {}

    record StructOf(List<Field> fields) implements DataType {
        public StructOf {
            fields = List.copyOf(fields);
        }
    }
}
