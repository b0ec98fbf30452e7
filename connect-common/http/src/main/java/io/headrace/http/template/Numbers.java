package io.headrace.http.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Arithmetic as in Python: whole numbers have no bounds, true division yields a fraction, floor division and remainder follow the divisor's sign. Fractions are decimal. */
final class Numbers {

    private static final MathContext FLOAT = MathContext.DECIMAL64;
    private static final int MOST_DIGITS = 1000;

    private Numbers() {}

    static boolean isNumber(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    static boolean isWhole(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof BigInteger;
    }

    static BigDecimal decimal(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            if (Math.abs((long) decimal.scale()) > MOST_DIGITS) {
                throw new EvalException("a number has more than " + MOST_DIGITS + " digits");
            }
            return decimal;
        }
        if (value instanceof Boolean flag) {
            return flag ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        if (value instanceof Double || value instanceof Float) {
            return BigDecimal.valueOf(((Number) value).doubleValue());
        }
        if (value instanceof Number number) {
            return BigDecimal.valueOf(number.longValue());
        }
        if (value == Undefined.VALUE) {
            throw new UndefinedException();
        }
        throw new EvalException("a number is needed, not " + Values.typeName(value));
    }

    /** All digits, unless there would be very many. */
    static String text(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_DIGITS ? number.toString() : number.toPlainString();
    }

    /** A whole number as Long where it fits. */
    static Object whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    static int toInt(@Nullable Object value) {
        BigDecimal number = decimal(value);
        if (number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw new EvalException("a number is too large here");
        }
        return number.intValue();
    }

    /** A fraction with at least one digit behind the point, as Python writes it. */
    static BigDecimal fraction(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() < 1 ? plain.setScale(1) : plain;
    }

    static Object add(@Nullable Object a, @Nullable Object b) {
        return result(a, b, decimal(a).add(decimal(b)));
    }

    static Object subtract(@Nullable Object a, @Nullable Object b) {
        return result(a, b, decimal(a).subtract(decimal(b)));
    }

    static Object multiply(@Nullable Object a, @Nullable Object b) {
        return result(a, b, decimal(a).multiply(decimal(b)));
    }

    static Object divide(@Nullable Object a, @Nullable Object b) {
        return fraction(decimal(a).divide(divisor(b), FLOAT));
    }

    static Object floorDivide(@Nullable Object a, @Nullable Object b) {
        return result(a, b, floor(decimal(a), divisor(b)));
    }

    static Object remainder(@Nullable Object a, @Nullable Object b) {
        BigDecimal divisor = divisor(b);
        return result(a, b, decimal(a).subtract(floor(decimal(a), divisor).multiply(divisor)));
    }

    static Object power(@Nullable Object a, @Nullable Object b) {
        BigDecimal base = decimal(a);
        BigDecimal exponent = decimal(b);
        boolean whole = exponent.stripTrailingZeros().scale() <= 0;
        if (!whole || exponent.abs().compareTo(BigDecimal.valueOf(999)) > 0) {
            throw new EvalException("'**' takes whole exponents from -999 to 999");
        }
        if (exponent.signum() < 0) {
            return fraction(BigDecimal.ONE.divide(base.pow(-exponent.intValue()), FLOAT));
        }
        return result(a, b, base.pow(exponent.intValue()));
    }

    static Object negate(@Nullable Object a) {
        return result(a, a, decimal(a).negate());
    }

    private static BigDecimal floor(BigDecimal a, BigDecimal divisor) {
        BigDecimal[] parts = a.divideAndRemainder(divisor);
        boolean below = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
        return (below ? parts[0].subtract(BigDecimal.ONE) : parts[0]).setScale(0, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal divisor(@Nullable Object b) {
        BigDecimal divisor = decimal(b);
        if (divisor.signum() == 0) {
            throw new EvalException("division by zero");
        }
        return divisor;
    }

    private static Object result(@Nullable Object a, @Nullable Object b, BigDecimal value) {
        if (value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_DIGITS) {
            throw new EvalException("a number would have more than " + MOST_DIGITS + " digits");
        }
        boolean fraction = isFraction(a) || isFraction(b);
        return fraction ? fraction(value) : whole(value.toBigInteger());
    }

    private static boolean isFraction(@Nullable Object value) {
        return value instanceof BigDecimal || value instanceof Double || value instanceof Float;
    }
}
