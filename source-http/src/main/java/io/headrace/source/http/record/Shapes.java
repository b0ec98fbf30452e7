package io.headrace.source.http.record;

import io.headrace.source.http.record.Shape.Decimal;
import io.headrace.source.http.record.Shape.Fields;
import io.headrace.source.http.record.Shape.Items;
import io.headrace.source.http.record.Shape.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Learns shapes from values. A shape only ever grows: what it held it holds. */
final class Shapes {

    /** An object with more fields than this within a record is a dictionary, whose names are data; it becomes text. */
    static final int MOST_NESTED_FIELDS = 256;

    private static final long EXACT_IN_A_DOUBLE = 1L << 53;

    /** A number with more of them at its end, 1e999999999 for example, is no amount, and all its digits would fill the memory. */
    private static final int MOST_ZEROS = 1000;

    /** A float keeps any so many digits. */
    private static final int DIGITS_OF_A_DOUBLE = 15;

    private Shapes() {}

    /** Whether a value fits as it is. */
    static boolean holds(Shape shape, @Nullable Object value) {
        if (value == null || shape == Scalar.TEXT) {
            return true;
        }
        if (shape instanceof Scalar scalar) {
            return holds(scalar, value);
        }
        if (shape instanceof Decimal decimal) {
            return decimal(value) && holds(decimal, exact(value).stripTrailingZeros());
        }
        if (shape instanceof Items items) {
            return value instanceof List<?> list && list.stream().allMatch(each -> holds(items.item(), each));
        }
        return value instanceof Map<?, ?> map && holds((Fields) shape, map);
    }

    private static boolean holds(Decimal decimal, BigDecimal stripped) {
        return stripped.scale() <= decimal.scale() && stripped.scale() >= -MOST_ZEROS;
    }

    private static boolean holds(Fields shape, Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Shape field = shape.fields().get(String.valueOf(entry.getKey()));
            if (field == null || !holds(field, entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Scalar scalar, Object value) {
        return switch (scalar) {
            case UNKNOWN -> false;
            case BOOLEAN -> value instanceof Boolean;
            case INTEGER -> value instanceof Long;
            case NUMBER -> isExactAsDouble(value);
            case TEXT -> true;
            case DATE -> value instanceof String text && isDate(text);
            case TIMESTAMP -> value instanceof String text && Moments.isMoment(text);
        };
    }

    private static boolean decimal(Object value) {
        return value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal;
    }

    static BigDecimal exact(Object number) {
        return number instanceof BigDecimal decimal
                ? decimal
                : number instanceof BigInteger whole ? new BigDecimal(whole) : BigDecimal.valueOf((Long) number);
    }

    private static boolean isExactAsDouble(Object value) {
        if (value instanceof Long whole) {
            return Math.abs(whole) <= EXACT_IN_A_DOUBLE;
        }
        if (!(value instanceof BigDecimal decimal)) {
            return false;
        }
        if (decimal.precision() <= DIGITS_OF_A_DOUBLE && Math.abs(decimal.scale()) <= DIGITS_OF_A_DOUBLE) {
            return true;
        }
        double rounded = decimal.doubleValue();
        return Double.isFinite(rounded) && new BigDecimal(Double.toString(rounded)).compareTo(decimal) == 0;
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The shape of one value. */
    static Shape of(@Nullable Object value) {
        if (value == null) {
            return Scalar.UNKNOWN;
        }
        if (value instanceof Boolean) {
            return Scalar.BOOLEAN;
        }
        if (value instanceof Long) {
            return Scalar.INTEGER;
        }
        if (value instanceof BigDecimal) {
            return isExactAsDouble(value) ? Scalar.NUMBER : Scalar.TEXT;
        }
        if (value instanceof List<?> list) {
            return new Items(list.stream().map(Shapes::of).reduce(Scalar.UNKNOWN, Shapes::union));
        }
        if (value instanceof Map<?, ?> map) {
            return map.size() > MOST_NESTED_FIELDS ? Scalar.TEXT : fields(map);
        }
        return Scalar.TEXT;
    }

    /** The shape of a record. */
    static Fields fields(Map<?, ?> record) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        record.forEach((name, value) -> fields.put(String.valueOf(name), of(value)));
        return new Fields(fields);
    }

    /** The least shape that holds what either of them does. */
    static Shape union(Shape a, Shape b) {
        if (a.equals(b) || b == Scalar.UNKNOWN) {
            return a;
        }
        if (a == Scalar.UNKNOWN) {
            return b;
        }
        if (a instanceof Items one && b instanceof Items other) {
            return new Items(union(one.item(), other.item()));
        }
        if (a instanceof Fields one && b instanceof Fields other) {
            Fields both = union(one, other);
            return both.fields().size() > MOST_NESTED_FIELDS ? Scalar.TEXT : both;
        }
        return numbers(a, b);
    }

    /** Of two records. */
    static Fields union(Fields a, Fields b) {
        Map<String, Shape> fields = new LinkedHashMap<>(a.fields());
        b.fields().forEach((name, shape) -> fields.merge(name, shape, Shapes::union));
        return new Fields(fields);
    }

    private static Shape numbers(Shape a, Shape b) {
        if (a == Scalar.INTEGER && (b == Scalar.NUMBER || b instanceof Decimal)) {
            return b;
        }
        if (b == Scalar.INTEGER && (a == Scalar.NUMBER || a instanceof Decimal)) {
            return a;
        }
        return Scalar.TEXT;
    }

    /** A shape that holds another one and a value; keeps declared kinds that the value fits. */
    static Shape widened(Shape shape, @Nullable Object value) {
        if (holds(shape, value)) {
            return shape;
        }
        if (shape instanceof Fields fields && value instanceof Map<?, ?> map) {
            Fields wide = widened(fields, map);
            return wide.fields().size() > MOST_NESTED_FIELDS ? Scalar.TEXT : wide;
        }
        if (shape instanceof Items items && value instanceof List<?> list) {
            Shape item = items.item();
            for (Object each : list) {
                item = widened(item, each);
            }
            return new Items(item);
        }
        Shape both = union(shape, of(value));
        return holds(both, value) ? both : Scalar.TEXT;
    }

    /** As {@link #widened(Shape, Object)}, of a record. */
    static Fields widened(Fields shape, Map<?, ?> record) {
        Map<String, Shape> wide = new LinkedHashMap<>(shape.fields());
        record.forEach((key, value) -> {
            String name = String.valueOf(key);
            wide.put(name, widened(wide.getOrDefault(name, Scalar.UNKNOWN), value));
        });
        return new Fields(wide);
    }
}
