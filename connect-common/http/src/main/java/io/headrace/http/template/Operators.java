package io.headrace.http.template;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators, dots and brackets do. */
final class Operators {

    private Operators() {}

    static @Nullable Object apply(String operator, @Nullable Object a, @Nullable Object b) {
        if (operator.equals("~")) {
            return Values.checked(Values.str(a) + Values.str(b));
        }
        if (a == Undefined.VALUE || b == Undefined.VALUE) {
            throw new UndefinedException();
        }
        return switch (operator) {
            case "+" -> add(a, b);
            case "-" -> subtract(a, b);
            case "*" -> multiply(a, b);
            case "/" -> Numbers.divide(a, b);
            case "//" -> Numbers.floorDivide(a, b);
            case "%" -> a instanceof String ? noFormatting() : Numbers.remainder(a, b);
            default -> Numbers.power(a, b);
        };
    }

    private static Object noFormatting() {
        throw new EvalException("'%' does not format texts; join the parts with '~'");
    }

    private static Object add(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String x && b instanceof String y) {
            return Values.checked(x + y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            List<@Nullable Object> both = new ArrayList<>(x);
            both.addAll(y);
            return Values.checked(both);
        }
        if (b instanceof Span span) {
            if (a instanceof OffsetDateTime time) {
                return time.plus(span);
            }
            if (a instanceof LocalDate date) {
                return date.plus(span);
            }
            if (a instanceof Span other) {
                return other.plus(span);
            }
        }
        if (a instanceof Span && (b instanceof OffsetDateTime || b instanceof LocalDate)) {
            return add(b, a);
        }
        numbers("+", a, b);
        return Numbers.add(a, b);
    }

    private static Object subtract(@Nullable Object a, @Nullable Object b) {
        if (b instanceof Span span) {
            return add(a, span.negated());
        }
        if (a instanceof OffsetDateTime x && b instanceof OffsetDateTime y) {
            return Span.of(Duration.between(y, x));
        }
        if (a instanceof LocalDate x && b instanceof LocalDate y) {
            return Span.of(Duration.ofDays(ChronoUnit.DAYS.between(y, x)));
        }
        numbers("-", a, b);
        return Numbers.subtract(a, b);
    }

    private static Object multiply(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String text) {
            long times = Math.max(0, Numbers.toInt(b));
            if (times * text.length() > Values.MOST) {
                throw new EvalException("the text would have more than " + Values.MOST + " characters");
            }
            return text.repeat((int) times);
        }
        if (a instanceof List<?> list) {
            long times = Math.max(0, Numbers.toInt(b));
            if (times * list.size() > Values.MOST) {
                throw new EvalException("the list would have more than " + Values.MOST + " items");
            }
            List<@Nullable Object> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.addAll(list);
            }
            return all;
        }
        if (b instanceof String || b instanceof List) {
            return multiply(b, a);
        }
        numbers("*", a, b);
        return Numbers.multiply(a, b);
    }

    private static void numbers(String operator, @Nullable Object a, @Nullable Object b) {
        if (!Numbers.isNumber(a) || !Numbers.isNumber(b)) {
            throw new EvalException("'" + operator + "' does not go with " + Values.typeName(a) + " and "
                    + Values.typeName(b)
                    + (a instanceof String || b instanceof String ? "; use '~' to join texts" : ""));
        }
    }

    static boolean compare(String operator, @Nullable Object a, @Nullable Object b) {
        return switch (operator) {
            case "==" -> Values.equal(a, b);
            case "!=" -> !Values.equal(a, b);
            case "in" -> Values.contains(b, a);
            case "not in" -> !Values.contains(b, a);
            case "<" -> Values.compare(a, b) < 0;
            case "<=" -> Values.compare(a, b) <= 0;
            case ">" -> Values.compare(a, b) > 0;
            default -> Values.compare(a, b) >= 0;
        };
    }

    /** {@code value.name}: a field of an object, or a part of a time. */
    static @Nullable Object attribute(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return map.containsKey(name) ? map.get(name) : Undefined.VALUE;
        }
        if (value == Undefined.VALUE) {
            throw new UndefinedException();
        }
        return Methods.part(value, name);
    }

    /** {@code value[key]}. */
    static @Nullable Object item(@Nullable Object value, @Nullable Object key) {
        if (value instanceof Map<?, ?> map) {
            if (map.containsKey(key)) {
                return map.get(key);
            }
            String name = Values.str(key);
            return !(key instanceof String) && map.containsKey(name) ? map.get(name) : Undefined.VALUE;
        }
        if (value == Undefined.VALUE) {
            throw new UndefinedException();
        }
        if (value instanceof String text && Numbers.isWhole(key)) {
            int index = index(Numbers.toInt(key), text.length());
            return index < 0 ? Undefined.VALUE : String.valueOf(text.charAt(index));
        }
        if (value instanceof List<?> list && Numbers.isWhole(key)) {
            int index = index(Numbers.toInt(key), list.size());
            return index < 0 ? Undefined.VALUE : list.get(index);
        }
        return Undefined.VALUE;
    }

    private static int index(int index, int size) {
        int from = index < 0 ? index + size : index;
        return from < 0 || from >= size ? -1 : from;
    }

    /** {@code value[from:to:step]}, with Python's rules for what is left out or out of bounds. */
    static Object slice(@Nullable Object value, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
        if (value == Undefined.VALUE) {
            throw new UndefinedException();
        }
        int by = step == null ? 1 : Numbers.toInt(step);
        if (by == 0) {
            throw new EvalException("a slice cannot go in steps of zero");
        }
        if (value instanceof String text) {
            StringBuilder piece = new StringBuilder();
            for (int index : indices(text.length(), from, to, by)) {
                piece.append(text.charAt(index));
            }
            return piece.toString();
        }
        if (!(value instanceof List<?> list)) {
            throw new EvalException("a slice needs a text or list, not " + Values.typeName(value));
        }
        List<@Nullable Object> piece = new ArrayList<>();
        for (int index : indices(list.size(), from, to, by)) {
            piece.add(list.get(index));
        }
        return piece;
    }

    private static List<Integer> indices(int size, @Nullable Object from, @Nullable Object to, int by) {
        int least = by > 0 ? 0 : -1;
        int most = by > 0 ? size : size - 1;
        int begin = from == null ? (by > 0 ? least : most) : bound(Numbers.toInt(from), size, least, most);
        int end = to == null ? (by > 0 ? most : least) : bound(Numbers.toInt(to), size, least, most);
        List<Integer> indices = new ArrayList<>();
        for (int i = begin; by > 0 ? i < end : i > end; i += by) {
            indices.add(i);
        }
        return indices;
    }

    private static int bound(int index, int size, int least, int most) {
        int from = index < 0 ? index + size : index;
        return Math.max(least, Math.min(most, from));
    }
}
