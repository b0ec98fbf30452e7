package io.headrace.postgres;

import io.headrace.core.record.Temporals;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The encoders of the built-in types. All times count from 2000-01-01 (Postgres, {@code src/include/datatype/timestamp.h}, where the limits also come from). */
final class ValueEncoders {

    private static final int DAYS_TO_2000 = 10_957;
    private static final long MICROS_TO_2000 = DAYS_TO_2000 * Temporals.MICROS_PER_DAY;

    /** 4714-11-24 BC, the beginning of the Julian day count, in days since 2000-01-01. */
    private static final int FIRST_DAY = -2_451_545;

    /** The day after 5874897-12-31. */
    private static final int DATE_END = 2_147_483_494 - 2_451_545;

    private static final long FIRST_MICRO = FIRST_DAY * Temporals.MICROS_PER_DAY;

    private static final int JSONB_VERSION = 1;

    private ValueEncoders() {}

    /**
     * @param array whether the column holds arrays of {@code wire}
     * @param text what to do with characters that Postgres cannot store
     */
    static ValueEncoder of(Wire wire, boolean array, UnstorableText text) {
        ValueEncoder scalar = scalar(wire, text.replacement());
        return array ? (value, out) -> array(wire, scalar, (List<?>) value, out) : scalar;
    }

    private static ValueEncoder scalar(Wire wire, int replacement) {
        return switch (wire) {
            case BOOL -> ValueEncoders::bool;
            case INT2 ->
                (value, out) -> {
                    out.putInt(Short.BYTES);
                    out.putShort(((Number) value).shortValue());
                };
            case INT4 -> (value, out) -> putFour(((Integer) value), out);
            case INT8 -> (value, out) -> putEight((Long) value, out);
            case FLOAT4 -> (value, out) -> putFour(Float.floatToIntBits((Float) value), out);
            case FLOAT8 -> (value, out) -> putEight(Double.doubleToLongBits((Double) value), out);
            case NUMERIC -> new NumericEncoder();
            case TEXT, JSON -> (value, out) -> text((String) value, replacement, out);
            case JSONB -> (value, out) -> jsonb((String) value, replacement, out);
            case BYTEA ->
                (value, out) -> {
                    out.putInt(((byte[]) value).length);
                    out.putBytes((byte[]) value);
                };
            case DATE -> (value, out) -> putFour(date((Integer) value), out);
            case TIME -> (value, out) -> putEight(time((Long) value), out);
            case TIMESTAMP, TIMESTAMPTZ -> (value, out) -> putEight(timestamp((Long) value), out);
            case UUID -> (value, out) -> uuid((UUID) value, out);
        };
    }

    private static void bool(Object value, CopyBuffer out) {
        out.ensure(Integer.BYTES + 1);
        out.putInt(1);
        out.putByte((Boolean) value ? 1 : 0);
    }

    private static void putFour(int value, CopyBuffer out) {
        out.putLong((long) Integer.BYTES << Integer.SIZE | value & 0xFFFF_FFFFL);
    }

    private static void putEight(long value, CopyBuffer out) {
        out.putInt(Long.BYTES);
        out.putLong(value);
    }

    private static void text(String value, int replacement, CopyBuffer out) {
        int lengthAt = out.size();
        out.putInt(0);
        out.putText(value, replacement);
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    private static void jsonb(String value, int replacement, CopyBuffer out) {
        int lengthAt = out.size();
        out.putInt(0);
        out.putByte(JSONB_VERSION);
        out.putText(value, replacement);
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    private static void uuid(UUID value, CopyBuffer out) {
        out.putInt(2 * Long.BYTES);
        out.putLong(value.getMostSignificantBits());
        out.putLong(value.getLeastSignificantBits());
    }

    private static int date(int days) {
        if (days == Temporals.DATE_POSITIVE_INFINITY || days == Temporals.DATE_NEGATIVE_INFINITY) {
            return days;
        }
        long since2000 = (long) days - DAYS_TO_2000;
        if (since2000 < FIRST_DAY || since2000 >= DATE_END) {
            throw new ValueRefusedException(
                    "the date lies outside 4714-11-24 BC to 5874897-12-31, the dates that Postgres takes");
        }
        return (int) since2000;
    }

    private static long time(long micros) {
        if (micros < 0 || micros > Temporals.MICROS_PER_DAY) {
            throw new ValueRefusedException("the time lies outside 00:00 to 24:00, the times that Postgres takes");
        }
        return micros;
    }

    /** The upper limit, the year 294276, lies beyond what microseconds since 1970 can say. */
    private static long timestamp(long micros) {
        if (micros == Temporals.POSITIVE_INFINITY || micros == Temporals.NEGATIVE_INFINITY) {
            return micros;
        }
        if (micros < FIRST_MICRO + MICROS_TO_2000) {
            throw new ValueRefusedException("the timestamp lies before 4714-11-24 BC, the first that Postgres takes");
        }
        return micros - MICROS_TO_2000;
    }

    /**
     * Number of dimensions, whether there are nulls, element type, per dimension length and lower bound, then the elements
     * (Postgres, {@code src/backend/utils/adt/arrayfuncs.c}, {@code array_recv}).
     */
    private static void array(Wire element, ValueEncoder encoder, List<?> value, CopyBuffer out) {
        int lengthAt = out.size();
        int dimensions = dimensions(value);
        out.putInt(0);
        out.putInt(dimensions);
        int nullsAt = out.size();
        out.putInt(0);
        out.putInt(element.oid);
        Object level = value;
        for (int i = 0; i < dimensions; i++) {
            List<?> list = (List<?>) level;
            out.putInt(list.size());
            out.putInt(1);
            level = list.get(0);
        }
        if (dimensions > 0 && putElements(value, dimensions, encoder, out)) {
            out.setInt(nullsAt, 1);
        }
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    private static int dimensions(List<?> value) {
        int dimensions = 0;
        Object level = value;
        while (level instanceof List<?> list) {
            if (list.isEmpty()) {
                return empty(value) ? 0 : refuseRagged();
            }
            dimensions++;
            level = list.get(0);
        }
        return dimensions;
    }

    /** Postgres has one empty array, without dimensions. */
    private static boolean empty(List<?> value) {
        return value.isEmpty();
    }

    private static boolean putElements(List<?> list, int dimensions, ValueEncoder encoder, CopyBuffer out) {
        boolean nulls = false;
        int inner = dimensions == 1 ? -1 : ((List<?>) list.get(0)).size();
        for (Object value : list) {
            if (inner < 0) {
                nulls |= putElement(value, encoder, out);
            } else if (value instanceof List<?> nested && nested.size() == inner) {
                nulls |= putElements(nested, dimensions - 1, encoder, out);
            } else {
                refuseRagged();
            }
        }
        return nulls;
    }

    private static boolean putElement(@Nullable Object value, ValueEncoder encoder, CopyBuffer out) {
        if (value == null) {
            out.putInt(-1);
            return true;
        }
        if (value instanceof List<?>) {
            refuseRagged();
        }
        encoder.encode(value, out);
        return false;
    }

    private static int refuseRagged() {
        throw new ValueRefusedException(
                "the nested lists differ in length, and the arrays of Postgres are rectangular; a json column takes them");
    }
}
