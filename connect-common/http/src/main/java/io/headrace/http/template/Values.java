package io.headrace.http.template;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Python makes of a value: whether it is true, its text, whether two are equal and which is greater. */
final class Values {

    /** The most characters and items that a template may make. */
    static final int MOST = 1 << 20;

    private static final Set<String> FALSE_TEXTS = Set.of("", "False", "false", "{}", "[]", "()", "0", "0.0");

    private Values() {}

    static boolean truth(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Number) {
            return Numbers.decimal(value).signum() != 0;
        }
        if (value instanceof Collection<?> items) {
            return !items.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value != null && value != Undefined.VALUE;
    }

    /** Truth of a whole template, for which the text of a false value is false too (InterpolatedBoolean of the airbyte-cdk). */
    static boolean conditionHolds(@Nullable Object value) {
        return value instanceof String text ? !FALSE_TEXTS.contains(text) : truth(value);
    }

    static String str(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value == null) {
            return "None";
        }
        if (value == Undefined.VALUE) {
            return "";
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof BigDecimal decimal) {
            return Numbers.text(decimal);
        }
        if (value instanceof OffsetDateTime time) {
            String fraction = time.getNano() == 0 ? "" : ".%f";
            String offset = Strftime.format(time, "%z");
            return Strftime.format(time, "%Y-%m-%d %H:%M:%S" + fraction) + offset.substring(0, 3) + ":"
                    + offset.substring(3);
        }
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            return checked(repr(value));
        }
        return value.toString();
    }

    private static String repr(@Nullable Object value) {
        if (value instanceof String text) {
            String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
            return escaped.contains("'") && !escaped.contains("\"")
                    ? "\"" + escaped + "\""
                    : "'" + escaped.replace("'", "\\'") + "'";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return str(value);
    }

    static String checked(String text) {
        if (text.length() > MOST) {
            throw new EvalException("the text would have more than " + MOST + " characters");
        }
        return text;
    }

    static <T extends @Nullable Object> List<T> checked(List<T> list) {
        if (list.size() > MOST) {
            throw new EvalException("the list would have more than " + MOST + " items");
        }
        return list;
    }

    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.decimal(a).compareTo(Numbers.decimal(b)) == 0;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return x.size() == y.size() && equalItems(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.keySet().equals(y.keySet()) && x.keySet().stream().allMatch(key -> equal(x.get(key), y.get(key)));
        }
        if (a instanceof OffsetDateTime x && b instanceof OffsetDateTime y) {
            return x.isEqual(y);
        }
        return a == null ? b == null : a.equals(b);
    }

    private static boolean equalItems(List<?> x, List<?> y) {
        for (int i = 0; i < x.size(); i++) {
            if (!equal(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    static int compare(@Nullable Object a, @Nullable Object b) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.decimal(a).compareTo(Numbers.decimal(b));
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        if (a instanceof OffsetDateTime x && b instanceof OffsetDateTime y) {
            return x.compareTo(y);
        }
        if (a instanceof LocalDate x && b instanceof LocalDate y) {
            return x.compareTo(y);
        }
        if (a instanceof Span x && b instanceof Span y && x.months().equals(y.months())) {
            return x.time().compareTo(y.time());
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
                if (!equal(x.get(i), y.get(i))) {
                    return compare(x.get(i), y.get(i));
                }
            }
            return Integer.compare(x.size(), y.size());
        }
        if (a == Undefined.VALUE || b == Undefined.VALUE) {
            throw new UndefinedException();
        }
        throw new EvalException(typeName(a) + " and " + typeName(b) + " cannot be compared");
    }

    static boolean contains(@Nullable Object whole, @Nullable Object part) {
        if (whole instanceof String text) {
            if (part instanceof String piece) {
                return text.contains(piece);
            }
            throw new EvalException("'in' looks for a text in a text, not for " + typeName(part));
        }
        if (whole instanceof Map<?, ?> map) {
            return map.keySet().stream().anyMatch(key -> equal(key, part));
        }
        if (whole == Undefined.VALUE) {
            return false;
        }
        return items(whole, "'in'").stream().anyMatch(item -> equal(item, part));
    }

    /** What a loop or filter goes through: items, keys or characters. */
    static List<@Nullable Object> items(@Nullable Object value, String who) {
        if (value instanceof Collection<?> items) {
            return new ArrayList<>(items);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            return text.codePoints().mapToObj(Character::toString).collect(Collectors.toCollection(ArrayList::new));
        }
        if (value == Undefined.VALUE) {
            return new ArrayList<>();
        }
        throw new EvalException(who + " needs a list, not " + typeName(value));
    }

    static String typeName(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "a text";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof Span) {
            return "a duration";
        }
        return value instanceof OffsetDateTime || value instanceof LocalDate ? "a time" : "a value that is not there";
    }

    /** A point in time from a time, a date, a number of seconds or a text in ISO 8601. */
    static OffsetDateTime time(@Nullable Object value) {
        if (value instanceof OffsetDateTime time) {
            return time;
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        if (value instanceof String text) {
            return DateFormats.parseIso(text);
        }
        if (value instanceof Number) {
            return DateFormats.parse(Numbers.decimal(value).toPlainString(), "%s");
        }
        if (value == Undefined.VALUE) {
            throw new UndefinedException();
        }
        throw new EvalException("a time is needed, not " + typeName(value));
    }
}
