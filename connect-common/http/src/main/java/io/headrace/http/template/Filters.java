package io.headrace.http.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What may stand behind a pipe: the filters of the airbyte-cdk, and those of Jinja that make sense for plain values. */
final class Filters {

    /** Makes a value of another one. */
    @FunctionalInterface
    interface Filter {
        @Nullable Object apply(@Nullable Object value, Args args, Scope scope);
    }

    /** Filters whose argument names a filter or test. */
    static final Set<String> TAKE_A_NAME = Set.of("map", "select", "reject", "selectattr", "rejectattr");

    static final Map<String, Filter> ALL = all();

    private Filters() {}

    private static Map<String, Filter> all() {
        Map<String, Filter> filters = new TreeMap<>(TextFilters.ALL);
        filters.put("int", (value, args, scope) -> toInt(value, args));
        filters.put("float", (value, args, scope) -> toFloat(value, args));
        filters.put("abs", (value, args, scope) -> Numbers.decimal(value).signum() < 0 ? Numbers.negate(value) : value);
        filters.put("round", (value, args, scope) -> round(value, args));
        filters.put("default", (value, args, scope) -> otherwise(value, args));
        filters.put("d", (value, args, scope) -> otherwise(value, args));
        filters.put("length", (value, args, scope) -> length(value));
        filters.put("count", (value, args, scope) -> length(value));
        filters.put("first", (value, args, scope) -> at(value, "first", 0));
        filters.put("last", (value, args, scope) -> at(value, "last", -1));
        filters.put("list", (value, args, scope) -> Values.items(value, "list"));
        filters.put(
                "items",
                (value, args, scope) ->
                        value instanceof Map<?, ?> map ? Methods.entries(map) : new ArrayList<@Nullable Object>());
        filters.put("reverse", (value, args, scope) -> reverse(value));
        filters.put("sort", (value, args, scope) -> sort(value, args));
        filters.put(
                "dictsort",
                (value, args, scope) -> value instanceof Map<?, ?> map ? Methods.entries(new TreeMap<>(map)) : value);
        filters.put("unique", (value, args, scope) -> unique(value, args));
        filters.put("sum", (value, args, scope) -> sum(value, args));
        filters.put("min", (value, args, scope) -> extreme(value, args, "min", -1));
        filters.put("max", (value, args, scope) -> extreme(value, args, "max", 1));
        filters.put("map", Filters::map);
        filters.put("select", (value, args, scope) -> select(value, args, 0, item -> item, true));
        filters.put("reject", (value, args, scope) -> select(value, args, 0, item -> item, false));
        filters.put("selectattr", (value, args, scope) -> select(value, args, 1, attribute(args), true));
        filters.put("rejectattr", (value, args, scope) -> select(value, args, 1, attribute(args), false));
        return Collections.unmodifiableMap(filters);
    }

    private static @Nullable Object toInt(@Nullable Object value, Args args) {
        if (value == Undefined.VALUE) {
            throw new UndefinedException();
        }
        BigDecimal number = parsed(value);
        return number == null
                ? args.get(0, "default", 0L)
                : Numbers.whole(number.setScale(0, RoundingMode.DOWN).toBigInteger());
    }

    private static @Nullable Object toFloat(@Nullable Object value, Args args) {
        if (value == Undefined.VALUE) {
            throw new UndefinedException();
        }
        BigDecimal number = parsed(value);
        return number == null ? args.get(0, "default", new BigDecimal("0.0")) : Numbers.fraction(number);
    }

    private static @Nullable BigDecimal parsed(@Nullable Object value) {
        if (Numbers.isNumber(value)) {
            return Numbers.decimal(value);
        }
        if (value instanceof String text
                && text.strip().matches("[+-]?(\\d{1,500}\\.?\\d{0,500}|\\.\\d{1,500})([eE][+-]?\\d{1,2})?")) {
            return new BigDecimal(text.strip());
        }
        return null;
    }

    private static BigDecimal round(@Nullable Object value, Args args) {
        int digits = args.number(0, "precision", 0);
        RoundingMode mode = switch (args.text(1, "method", "round", "common")) {
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> RoundingMode.HALF_EVEN;
        };
        return Numbers.fraction(Numbers.decimal(value).setScale(Math.max(-30, Math.min(30, digits)), mode));
    }

    private static @Nullable Object otherwise(@Nullable Object value, Args args) {
        boolean falseToo = Values.truth(args.get(1, "boolean", false));
        boolean missing = value == Undefined.VALUE || falseToo && !Values.truth(value);
        return missing ? args.get(0, "default_value", "") : value;
    }

    private static long length(@Nullable Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        return value instanceof Map<?, ?> map
                ? map.size()
                : Values.items(value, "length").size();
    }

    private static @Nullable Object at(@Nullable Object value, String name, int index) {
        return Operators.item(Values.items(value, name), (long) index);
    }

    private static Object reverse(@Nullable Object value) {
        if (value instanceof String text) {
            return new StringBuilder(text).reverse().toString();
        }
        List<@Nullable Object> items = Values.items(value, "reverse");
        Collections.reverse(items);
        return items;
    }

    private static Function<@Nullable Object, @Nullable Object> attribute(Args args) {
        return path(args.text(0, "attribute", "the filter"));
    }

    /** The value at a path such as {@code user.ids.0}. */
    private static Function<@Nullable Object, @Nullable Object> path(@Nullable String path) {
        if (path == null) {
            return item -> item;
        }
        String[] steps = path.split("\\.");
        return item -> {
            Object value = item;
            for (String step : steps) {
                Object key = step.matches("\\d{1,9}") && value instanceof List ? (Object) Long.valueOf(step) : step;
                value = value == Undefined.VALUE ? value : Operators.item(value, key);
            }
            return value;
        };
    }

    private static Function<@Nullable Object, @Nullable Object> byAttribute(Args args, int index) {
        return path(args.get(index, "attribute") == null ? null : args.text(index, "attribute", "the filter"));
    }

    private static List<@Nullable Object> sort(@Nullable Object value, Args args) {
        boolean caseSensitive = Values.truth(args.get(1, "case_sensitive", false));
        Function<@Nullable Object, @Nullable Object> key = byAttribute(args, 2)
                .andThen(part -> part instanceof String text && !caseSensitive ? text.toLowerCase(Locale.ROOT) : part);
        List<@Nullable Object> items = Values.items(value, "sort");
        Comparator<@Nullable Object> order = (a, b) -> Values.compare(key.apply(a), key.apply(b));
        items.sort(Values.truth(args.get(0, "reverse", false)) ? order.reversed() : order);
        return items;
    }

    private static List<@Nullable Object> unique(@Nullable Object value, Args args) {
        boolean caseSensitive = Values.truth(args.get(0, "case_sensitive", false));
        Function<@Nullable Object, @Nullable Object> key = byAttribute(args, 1);
        Map<String, @Nullable Object> firsts = new LinkedHashMap<>();
        for (Object item : Values.items(value, "unique")) {
            Object part = key.apply(item);
            String identity = Values.typeName(part) + ' ' + Values.str(part);
            firsts.putIfAbsent(caseSensitive ? identity : identity.toLowerCase(Locale.ROOT), item);
        }
        return new ArrayList<>(firsts.values());
    }

    private static @Nullable Object sum(@Nullable Object value, Args args) {
        Function<@Nullable Object, @Nullable Object> key = byAttribute(args, 0);
        Object sum = args.get(1, "start", 0L);
        for (Object item : Values.items(value, "sum")) {
            sum = Operators.apply("+", sum, key.apply(item));
        }
        return sum;
    }

    private static @Nullable Object extreme(@Nullable Object value, Args args, String name, int sign) {
        Function<@Nullable Object, @Nullable Object> key = byAttribute(args, 1);
        Object best = Undefined.VALUE;
        for (Object item : Values.items(value, name)) {
            if (best == Undefined.VALUE || Integer.signum(Values.compare(key.apply(item), key.apply(best))) == sign) {
                best = item;
            }
        }
        return best;
    }

    static List<@Nullable Object> map(@Nullable Object value, Args args, Scope scope) {
        List<@Nullable Object> result = new ArrayList<>();
        if (args.positional().isEmpty()) {
            Function<@Nullable Object, @Nullable Object> part = path(args.text(1, "attribute", "map"));
            for (Object item : Values.items(value, "map")) {
                Object found = part.apply(item);
                result.add(found == Undefined.VALUE ? args.get(Integer.MAX_VALUE, "default", found) : found);
            }
            return result;
        }
        Filter filter = ALL.get(args.text(0, "filter", "map"));
        if (filter == null) {
            throw new EvalException("map names a filter that does not exist");
        }
        Args rest = new Args(args.positional().subList(1, args.positional().size()), args.named());
        for (Object item : Values.items(value, "map")) {
            result.add(filter.apply(item, rest, scope));
        }
        return result;
    }

    private static List<@Nullable Object> select(
            @Nullable Object value,
            Args args,
            int testAt,
            Function<@Nullable Object, @Nullable Object> part,
            boolean wanted) {
        List<@Nullable Object> given = args.positional();
        Tests.Test test = given.size() <= testAt
                ? (item, none) -> Values.truth(item)
                : Tests.ALL.get(Values.str(given.get(testAt)));
        if (test == null) {
            throw new EvalException("the filter names a test that does not exist");
        }
        Args rest =
                given.size() <= testAt ? Args.NONE : new Args(given.subList(testAt + 1, given.size()), args.named());
        List<@Nullable Object> result = new ArrayList<>();
        for (Object item : Values.items(value, "the filter")) {
            if (test.holds(part.apply(item), rest) == wanted) {
                result.add(item);
            }
        }
        return result;
    }
}
