package io.headrace.http.template;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The methods of values that templates may call; those that change a value are not among them. */
final class Methods {

    /** Does something with the value that it is called on. */
    @FunctionalInterface
    interface Method {
        @Nullable Object call(@Nullable Object on, Args args);
    }

    static final Map<String, Method> ALL = all();

    private Methods() {}

    private static Map<String, Method> all() {
        Map<String, Method> methods = new TreeMap<>(TextMethods.ALL);
        methods.put("get", Methods::get);
        methods.put("items", (on, args) -> entries(map(on, "items")));
        methods.put(
                "keys",
                (on, args) -> new ArrayList<@Nullable Object>(map(on, "keys").keySet()));
        methods.put(
                "values",
                (on, args) -> new ArrayList<@Nullable Object>(map(on, "values").values()));
        methods.put("strftime", (on, args) -> {
            present(on);
            if (!(on instanceof OffsetDateTime || on instanceof LocalDate)) {
                throw new EvalException(
                        "strftime needs a time, not " + Values.typeName(on) + "; str_to_datetime makes one of a text");
            }
            return DateFormats.format(Values.time(on), args.text(0, "format", "strftime"));
        });
        methods.put("isoformat", (on, args) -> iso(on));
        methods.put("timestamp", (on, args) -> seconds(Values.time(on)));
        methods.put("date", (on, args) -> Values.time(on).toLocalDate());
        methods.put("weekday", (on, args) -> Values.time(on).getDayOfWeek().getValue() - 1L);
        methods.put("isoweekday", (on, args) ->
                (long) Values.time(on).getDayOfWeek().getValue());
        methods.put("replace", Methods::replace);
        methods.put("total_seconds", (on, args) -> {
            if (on instanceof Span span) {
                return Numbers.fraction(BigDecimal.valueOf(span.time().toNanos(), 9));
            }
            throw wrong("total_seconds", "a duration", on);
        });
        return methods;
    }

    private static @Nullable Object get(@Nullable Object on, Args args) {
        Map<?, ?> map = map(on, "get");
        Object key = args.required(0, "key", "get");
        Object found = Operators.item(map, key);
        return found == Undefined.VALUE ? args.get(1, "default", null) : found;
    }

    static List<@Nullable Object> entries(Map<?, ?> map) {
        List<@Nullable Object> entries = new ArrayList<>();
        map.forEach((name, value) -> {
            List<@Nullable Object> entry = new ArrayList<>();
            entry.add(name);
            entry.add(value);
            entries.add(entry);
        });
        return entries;
    }

    private static Map<?, ?> map(@Nullable Object on, String method) {
        present(on);
        if (on instanceof Map<?, ?> map) {
            return map;
        }
        if (on == null) {
            throw new UndefinedException();
        }
        throw wrong(method, "an object", on);
    }

    static void present(@Nullable Object on) {
        if (on == Undefined.VALUE) {
            throw new UndefinedException();
        }
    }

    static EvalException wrong(String method, String needs, @Nullable Object on) {
        return new EvalException(method + " needs " + needs + ", not " + Values.typeName(on));
    }

    /** A part of a time or duration; nothing for other values. */
    static @Nullable Object part(@Nullable Object value, String name) {
        if (value instanceof Span span) {
            return switch (name) {
                case "days" -> span.time().toDays();
                case "seconds" -> Math.floorMod(span.time().toSeconds(), 86_400L);
                default -> Undefined.VALUE;
            };
        }
        if (!(value instanceof OffsetDateTime || value instanceof LocalDate)) {
            return Undefined.VALUE;
        }
        OffsetDateTime time = Values.time(value);
        return switch (name) {
            case "year" -> (long) time.getYear();
            case "month" -> (long) time.getMonthValue();
            case "day" -> (long) time.getDayOfMonth();
            case "hour" -> (long) time.getHour();
            case "minute" -> (long) time.getMinute();
            case "second" -> (long) time.getSecond();
            case "microsecond" -> time.getNano() / 1000L;
            default -> Undefined.VALUE;
        };
    }

    private static String iso(@Nullable Object on) {
        if (on instanceof LocalDate date) {
            return date.format(DateTimeFormatter.ISO_LOCAL_DATE);
        }
        return Values.str(Values.time(on)).replace(' ', 'T');
    }

    private static Object seconds(OffsetDateTime time) {
        return Numbers.fraction(new BigDecimal(DateFormats.format(time, "%s_as_float")));
    }

    private static @Nullable Object replace(@Nullable Object on, Args args) {
        if (on instanceof OffsetDateTime time) {
            return replaced(time, args);
        }
        return on instanceof LocalDate ? replaced(Values.time(on), args).toLocalDate() : TextMethods.replace(on, args);
    }

    private static OffsetDateTime replaced(OffsetDateTime time, Args args) {
        OffsetDateTime result = time;
        for (String part : args.named().keySet()) {
            int number = args.number(Integer.MAX_VALUE, part, 0);
            result = switch (part) {
                case "year" -> result.withYear(number);
                case "month" -> result.withMonth(number);
                case "day" -> result.withDayOfMonth(number);
                case "hour" -> result.withHour(number);
                case "minute" -> result.withMinute(number);
                case "second" -> result.withSecond(number);
                case "microsecond" -> result.withNano(number * 1000);
                default -> throw new EvalException("a time has no part '" + part + "' to replace");
            };
        }
        return result;
    }
}
