package io.headrace.sink.plan;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A primary key as the target will compare it: by content, with {@code 1.0} and {@code 1.00} one number, and 1 the same number in 32 bits, in 64 bits and as a decimal. Ordered, so that tasks that touch the same rows lock them in
 * the same order.
 */
final class RowKey implements Comparable<RowKey> {

    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Object[] values;
    private final int hash;

    /** @param values canonical values, none null; the key's own from now on */
    RowKey(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = normalized(values[i]);
        }
        this.values = values;
        this.hash = Arrays.deepHashCode(values);
    }

    private static Object normalized(Object value) {
        if (value instanceof BigDecimal number) {
            return normalized(number);
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double number && number == 0.0) {
            return 0.0;
        }
        if (value instanceof Float number && number == 0.0f) {
            return 0.0f;
        }
        return value;
    }

    /** A whole number is the same key whether it came as an integer or, after the column was widened, as a decimal. */
    private static Object normalized(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean fitsLong =
                stripped.scale() <= 0 && stripped.compareTo(LEAST_LONG) >= 0 && stripped.compareTo(MOST_LONG) <= 0;
        return fitsLong ? (Object) stripped.longValueExact() : stripped;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowKey that && hash == that.hash && Arrays.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(RowKey other) {
        for (int i = 0; i < Math.min(values.length, other.values.length); i++) {
            int order = compare(values[i], other.values[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(values.length, other.values.length);
    }

    private static int compare(Object one, Object other) {
        if (one.getClass() != other.getClass()) {
            return one.getClass().getName().compareTo(other.getClass().getName());
        }
        if (one instanceof String text) {
            return text.compareTo((String) other);
        }
        if (one instanceof Number || one instanceof Boolean) {
            return compareBoxed(one, other);
        }
        if (one instanceof UUID id) {
            return id.compareTo((UUID) other);
        }
        if (one instanceof byte[] bytes) {
            return Arrays.compareUnsigned(bytes, (byte[]) other);
        }
        return text(one).compareTo(text(other));
    }

    private static int compareBoxed(Object one, Object other) {
        if (one instanceof Long number) {
            return Long.compare(number, (Long) other);
        }
        if (one instanceof BigDecimal number) {
            return number.compareTo((BigDecimal) other);
        }
        if (one instanceof Boolean flag) {
            return Boolean.compare(flag, (Boolean) other);
        }
        return Double.compare(((Number) one).doubleValue(), ((Number) other).doubleValue());
    }

    private static String text(Object value) {
        if (value instanceof Object[] struct) {
            return Arrays.deepToString(struct);
        }
        return value instanceof List<?> || value instanceof Map<?, ?> ? value.toString() : String.valueOf(value);
    }
}
