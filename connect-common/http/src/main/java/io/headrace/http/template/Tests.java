package io.headrace.http.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may stand behind {@code is}. */
final class Tests {

    /** Tells whether something holds for a value. */
    @FunctionalInterface
    interface Test {
        boolean holds(@Nullable Object value, Args args);
    }

    static final Set<String> TAKE_AN_ARGUMENT = Set.of(
            "divisibleby", "in", "eq", "equalto", "ne", "lt", "lessthan", "le", "gt", "greaterthan", "ge", "sameas");

    static final Map<String, Test> ALL = Map.ofEntries(
            Map.entry("defined", (value, args) -> value != Undefined.VALUE),
            Map.entry("undefined", (value, args) -> value == Undefined.VALUE),
            Map.entry("none", (value, args) -> value == null),
            Map.entry("string", (value, args) -> value instanceof String),
            Map.entry("number", (value, args) -> Numbers.isNumber(value)),
            Map.entry("integer", (value, args) -> Numbers.isWhole(value)),
            Map.entry("float", (value, args) -> value instanceof BigDecimal),
            Map.entry("boolean", (value, args) -> value instanceof Boolean),
            Map.entry("true", (value, args) -> Boolean.TRUE.equals(value)),
            Map.entry("false", (value, args) -> Boolean.FALSE.equals(value)),
            Map.entry("mapping", (value, args) -> value instanceof Map),
            Map.entry("sequence", (value, args) -> isIterable(value)),
            Map.entry("iterable", (value, args) -> isIterable(value)),
            Map.entry("even", (value, args) -> Values.equal(Numbers.remainder(value, 2L), 0L)),
            Map.entry("odd", (value, args) -> Values.equal(Numbers.remainder(value, 2L), 1L)),
            Map.entry("divisibleby", (value, args) -> Values.equal(Numbers.remainder(value, other(args)), 0L)),
            Map.entry("in", (value, args) -> Values.contains(other(args), value)),
            Map.entry("eq", compares("==")),
            Map.entry("equalto", compares("==")),
            Map.entry("sameas", compares("==")),
            Map.entry("ne", compares("!=")),
            Map.entry("lt", compares("<")),
            Map.entry("lessthan", compares("<")),
            Map.entry("le", compares("<=")),
            Map.entry("gt", compares(">")),
            Map.entry("greaterthan", compares(">")),
            Map.entry("ge", compares(">=")),
            Map.entry(
                    "lower",
                    (value, args) ->
                            isCased(Values.str(value), Values.str(value).toLowerCase(Locale.ROOT))),
            Map.entry(
                    "upper",
                    (value, args) ->
                            isCased(Values.str(value), Values.str(value).toUpperCase(Locale.ROOT))));

    private Tests() {}

    private static Test compares(String operator) {
        return (value, args) -> Operators.compare(operator, value, other(args));
    }

    private static @Nullable Object other(Args args) {
        return args.required(0, "other", "the test");
    }

    private static boolean isIterable(@Nullable Object value) {
        return value instanceof List || value instanceof Map || value instanceof String;
    }

    private static boolean isCased(String text, String cased) {
        return text.equals(cased) && text.chars().anyMatch(Character::isLetter);
    }
}
