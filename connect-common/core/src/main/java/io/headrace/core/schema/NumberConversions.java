package io.headrace.core.schema;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Supplier;

/** Numbers into numbers: exact, or refused. */
final class NumberConversions {

    private final Supplier<HeadraceException> refusal;

    private NumberConversions(Supplier<HeadraceException> refusal) {
        this.refusal = refusal;
    }

    static Conversions.Step compile(DataType to, Supplier<HeadraceException> refusal) {
        NumberConversions numbers = new NumberConversions(refusal);
        return switch (TypeLattice.bits(to)) {
            case 8 -> value -> (byte) numbers.whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case 16 -> value -> (short) numbers.whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case 32 -> value -> (int) numbers.whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case 64 -> value -> numbers.whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
            default ->
                to instanceof DataType.Decimal decimal
                        ? value -> numbers.decimal(value, decimal)
                        : to instanceof DataType.Float32 ? numbers::float32 : numbers::float64;
        };
    }

    private long whole(Object value, long least, long most) {
        long whole;
        if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
            try {
                whole = exact(value).longValueExact();
            } catch (ArithmeticException e) {
                throw refusal.get();
            }
        } else {
            whole = ((Number) value).longValue();
        }
        if (whole < least || whole > most) {
            throw refusal.get();
        }
        return whole;
    }

    private Object decimal(Object value, DataType.Decimal to) {
        if (isSpecial(value)) {
            // Postgres' numeric has these too; a bounded one has not.
            if (to.precision() != DataType.Decimal.UNBOUNDED) {
                throw refusal.get();
            }
            return ((Number) value).doubleValue();
        }
        BigDecimal decimal = exact(value);
        if (to.scale() != DataType.Decimal.UNBOUNDED && decimal.scale() != to.scale()) {
            if (Math.abs((long) decimal.scale() - to.scale()) > 1_000_000) {
                throw refusal.get();
            }
            try {
                decimal = decimal.setScale(to.scale(), RoundingMode.UNNECESSARY);
            } catch (ArithmeticException e) {
                throw refusal.get();
            }
        }
        if (to.precision() != DataType.Decimal.UNBOUNDED
                && decimal.signum() != 0
                && decimal.precision() > to.precision()) {
            throw refusal.get();
        }
        return decimal;
    }

    private Object float64(Object value) {
        if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue();
        }
        BigDecimal decimal = exact(value);
        double nearest = decimal.doubleValue();
        if (!Double.isFinite(nearest) || !stands(new BigDecimal(nearest), Double.toString(nearest), decimal)) {
            throw refusal.get();
        }
        return nearest;
    }

    private Object float32(Object value) {
        if (value instanceof Float || value instanceof Double) {
            double wide = ((Number) value).doubleValue();
            if (Double.compare((float) wide, wide) != 0) {
                throw refusal.get();
            }
            return (float) wide;
        }
        BigDecimal decimal = exact(value);
        float nearest = decimal.floatValue();
        if (!Float.isFinite(nearest) || !stands(new BigDecimal(nearest), Float.toString(nearest), decimal)) {
            throw refusal.get();
        }
        return nearest;
    }

    /** Whether a float stands for a decimal: it is that very number, or is written with its digits. */
    private static boolean stands(BigDecimal binary, String written, BigDecimal decimal) {
        return binary.compareTo(decimal) == 0 || new BigDecimal(written).compareTo(decimal) == 0;
    }

    /** Floats as the shortest decimal that reads back as the same float. */
    private BigDecimal exact(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (isSpecial(value)) {
            throw refusal.get();
        }
        boolean isFloat = value instanceof Double || value instanceof Float;
        return isFloat ? new BigDecimal(value.toString()) : BigDecimal.valueOf(((Number) value).longValue());
    }

    private static boolean isSpecial(Object value) {
        return value instanceof Double d && !Double.isFinite(d) || value instanceof Float f && !Float.isFinite(f);
    }
}
