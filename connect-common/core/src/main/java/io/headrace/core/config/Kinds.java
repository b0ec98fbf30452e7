package io.headrace.core.config;

import io.headrace.core.secret.Secret;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;

/** The kinds of settings, but for URLs. */
final class Kinds {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,40}");

    private Kinds() {}

    /** Any text, as it is. */
    record Text() implements Kind<String> {
        @Override
        public ConfigDef.Type type() {
            return ConfigDef.Type.STRING;
        }

        @Override
        public String noun() {
            return "string";
        }

        @Override
        public String allowed() {
            return "a text";
        }

        @Override
        public String parse(String text) {
            return text;
        }

        @Override
        public String render(String value) {
            return value;
        }
    }

    /** A text that is never shown. */
    record Hidden() implements Kind<Secret> {
        @Override
        public ConfigDef.Type type() {
            return ConfigDef.Type.PASSWORD;
        }

        @Override
        public String noun() {
            return "password";
        }

        @Override
        public String allowed() {
            return "a text";
        }

        @Override
        public Secret parse(String text) {
            return Secret.of(text);
        }

        @Override
        public String render(Secret value) {
            return value.toString();
        }

        @Override
        public boolean secret() {
            return true;
        }
    }

    record Bool() implements Kind<Boolean> {
        @Override
        public ConfigDef.Type type() {
            return ConfigDef.Type.BOOLEAN;
        }

        @Override
        public String noun() {
            return "boolean";
        }

        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public List<String> choices() {
            return List.of("true", "false");
        }

        @Override
        public Boolean parse(String text) throws RefusedException {
            return switch (text.trim().toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw refuse(text);
            };
        }

        @Override
        public String render(Boolean value) {
            return value.toString();
        }
    }

    /**
     * A whole number, perhaps of a unit. A duration is a number of the unit in its key, and nothing like {@code 10s}.
     *
     * @param least the least number of the unit that can be read
     * @param most the greatest one
     * @param value what a number stands for
     * @param number what stands for a value
     */
    record Whole<T>(
            ConfigDef.Type type, Unit unit, long least, long most, LongFunction<T> value, ToLongFunction<T> number)
            implements Kind<T> {

        static Whole<Integer> ints(Unit unit) {
            return new Whole<>(
                    ConfigDef.Type.INT,
                    unit,
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE,
                    number -> (int) number,
                    Integer::longValue);
        }

        static Whole<Long> longs(Unit unit) {
            return new Whole<>(
                    ConfigDef.Type.LONG, unit, Long.MIN_VALUE, Long.MAX_VALUE, number -> number, Long::longValue);
        }

        static Whole<Duration> durations(Unit unit) {
            long most = unit.amount(Duration.ofMillis(Long.MAX_VALUE));
            return new Whole<>(ConfigDef.Type.LONG, unit, -most, most, unit::duration, unit::amount);
        }

        @Override
        public String noun() {
            String name = type.name().toLowerCase(Locale.ROOT);
            return unit == Unit.NONE ? name : name + ", " + unit.plural();
        }

        @Override
        public String allowed() {
            return unit == Unit.NONE ? "a whole number" : "a whole number of " + unit.plural();
        }

        @Override
        public T parse(String text) throws RefusedException {
            String trimmed = text.trim();
            if (!WHOLE_NUMBER.matcher(trimmed).matches()) {
                throw refuse(text);
            }
            BigInteger read = new BigInteger(trimmed);
            if (read.compareTo(BigInteger.valueOf(least)) < 0 || read.compareTo(BigInteger.valueOf(most)) > 0) {
                throw new RefusedException(
                        Texts.notAllowed(text, false),
                        "between " + least + " and " + most,
                        "Set it to a value in that range",
                        true);
            }
            return value.apply(read.longValue());
        }

        @Override
        public String render(T given) {
            return Long.toString(number.applyAsLong(given));
        }

        @Override
        public String say(T given) {
            return unit.say(number.applyAsLong(given));
        }
    }

    /** A constant of an enum, written in lower case. */
    record OneOf<E extends Enum<E>>(Class<E> choice) implements Kind<E> {
        @Override
        public ConfigDef.Type type() {
            return ConfigDef.Type.STRING;
        }

        @Override
        public String noun() {
            return "string";
        }

        @Override
        public String allowed() {
            return "one of " + String.join(", ", choices());
        }

        @Override
        public List<String> choices() {
            return Arrays.stream(choice.getEnumConstants()).map(this::render).toList();
        }

        @Override
        public E parse(String text) throws RefusedException {
            for (E constant : choice.getEnumConstants()) {
                if (render(constant).equals(text.trim())) {
                    return constant;
                }
            }
            throw refuse(text);
        }

        @Override
        public String render(E value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Texts with commas between them; spaces around a text do not count, and an empty text is refused. */
    record Many() implements Kind<List<String>> {
        @Override
        public ConfigDef.Type type() {
            return ConfigDef.Type.LIST;
        }

        @Override
        public String noun() {
            return "list";
        }

        @Override
        public String allowed() {
            return "a list of texts with commas between them";
        }

        @Override
        public List<String> parse(String text) throws RefusedException {
            if (text.isBlank()) {
                return List.of();
            }
            List<String> items =
                    Arrays.stream(text.split(",", -1)).map(String::trim).toList();
            if (items.contains("")) {
                throw refuse(text);
            }
            return items;
        }

        @Override
        public String render(List<String> value) {
            return String.join(",", value);
        }
    }

    /** A value that may be missing. */
    record Maybe<T>(Kind<T> kind) implements Kind<Optional<T>> {
        @Override
        public ConfigDef.Type type() {
            return kind.type();
        }

        @Override
        public String noun() {
            return kind.noun();
        }

        @Override
        public String allowed() {
            return kind.allowed();
        }

        @Override
        public List<String> choices() {
            return kind.choices();
        }

        @Override
        public boolean secret() {
            return kind.secret();
        }

        @Override
        public Optional<T> parse(String text) throws RefusedException {
            return Optional.of(kind.parse(text));
        }

        @Override
        public String render(Optional<T> value) {
            return value.map(kind::render).orElse("");
        }

        @Override
        public String say(Optional<T> value) {
            return value.map(kind::say).orElse("");
        }
    }
}
