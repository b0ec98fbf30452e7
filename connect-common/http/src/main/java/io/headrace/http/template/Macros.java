package io.headrace.http.template;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The functions that templates may call: the macros of the airbyte-cdk, and range and dict of Jinja. */
final class Macros {

    /** A function. */
    @FunctionalInterface
    interface Macro {
        @Nullable Object call(Args args, Scope scope);
    }

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";
    private static final String ISO_MICROS = "%Y-%m-%dT%H:%M:%S.%f%z";

    static final Map<String, Macro> ALL = Map.ofEntries(
            Map.entry("now_utc", (args, scope) -> scope.nowUtc()),
            Map.entry("today_utc", (args, scope) -> scope.nowUtc().toLocalDate()),
            Map.entry("today_with_timezone", Macros::today),
            Map.entry("timestamp", (args, scope) -> timestamp(args.required(0, "dt", "timestamp"))),
            Map.entry("day_delta", Macros::dayDelta),
            Map.entry("duration", (args, scope) -> duration(args.text(0, "datestring", "duration"))),
            Map.entry("format_datetime", (args, scope) -> formatDatetime(args)),
            Map.entry("str_to_datetime", (args, scope) -> Values.time(args.text(0, "s", "str_to_datetime"))),
            Map.entry("max", (args, scope) -> extreme(args, "max", 1)),
            Map.entry("min", (args, scope) -> extreme(args, "min", -1)),
            Map.entry("generate_uuid", (args, scope) -> UUID.randomUUID().toString()),
            Map.entry("sanitize_url", (args, scope) -> percentEncode(args.text(0, "value", "sanitize_url"), "")),
            Map.entry(
                    "camel_case_to_snake_case",
                    (args, scope) -> snakeCase(args.text(0, "value", "camel_case_to_snake_case"))),
            Map.entry("range", (args, scope) -> range(args)),
            Map.entry("dict", (args, scope) -> new LinkedHashMap<>(args.named())));

    private Macros() {}

    private static LocalDate today(Args args, Scope scope) {
        String zone = args.text(0, "timezone", "today_with_timezone");
        try {
            return LocalDate.ofInstant(scope.now(), ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new EvalException("today_with_timezone knows no such zone; write Europe/Berlin for example");
        }
    }

    private static Object timestamp(@Nullable Object value) {
        if (value instanceof Number) {
            return Numbers.whole(Numbers.decimal(value).toBigInteger());
        }
        return Values.time(value).toEpochSecond();
    }

    private static String dayDelta(Args args, Scope scope) {
        OffsetDateTime day = scope.nowUtc().plusDays(args.number(0, "num_days", 0));
        return DateFormats.format(day, args.text(1, "format", "day_delta", ISO_MICROS));
    }

    private static Span duration(String text) {
        try {
            return Durations.span(text);
        } catch (IllegalArgumentException e) {
            throw new EvalException("duration needs an ISO 8601 duration such as P1D or PT1H");
        }
    }

    private static String formatDatetime(Args args) {
        Object value = args.required(0, "dt", "format_datetime");
        String format = args.text(1, "format", "format_datetime");
        OffsetDateTime time = value instanceof String text && args.get(2, "input_format") != null
                ? DateFormats.parse(text, args.text(2, "input_format", "format_datetime"))
                : Values.time(value);
        return DateFormats.format(time.withOffsetSameInstant(ZoneOffset.UTC), format);
    }

    private static @Nullable Object extreme(Args args, String name, int sign) {
        List<@Nullable Object> items =
                args.positional().size() == 1 ? Values.items(args.positional().get(0), name) : args.positional();
        if (items.isEmpty()) {
            throw new EvalException(name + " needs at least one value");
        }
        Object best = items.get(0);
        for (Object item : items) {
            if (Integer.signum(Values.compare(item, best)) == sign) {
                best = item;
            }
        }
        return best;
    }

    private static List<@Nullable Object> range(Args args) {
        boolean single = args.positional().size() == 1;
        long from = single ? 0 : args.number(0, "start", 0);
        long to = args.number(single ? 0 : 1, "stop", 0);
        long step = args.number(2, "step", 1);
        if (step == 0 || (to - from) / step > Values.MOST) {
            throw new EvalException("range makes at most " + Values.MOST + " numbers, in steps that are not zero");
        }
        List<@Nullable Object> numbers = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            numbers.add(i);
        }
        return numbers;
    }

    static String snakeCase(String text) {
        return text.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** As urllib.parse.quote does it. */
    static String percentEncode(String text, String safe) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0 || safe.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append("%%%02X".formatted((int) c));
            }
        }
        return Values.checked(encoded.toString());
    }
}
