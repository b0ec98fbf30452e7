package io.headrace.core.config;

import io.headrace.core.secret.Secret;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    record Int(Unit unit) implements Kind<Integer> {
        @Override
        public ConfigDef.Type type() {
            return ConfigDef.Type.INT;
        }

        @Override
        public String noun() {
            return numberNoun("int", unit);
        }

        @Override
        public String allowed() {
            return wholeNumber(unit);
        }

        @Override
        public Integer parse(String text) throws RefusedException {
            return (int) number(this, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }

        @Override
        public String render(Integer value) {
            return value.toString();
        }

        @Override
        public String say(Integer value) {
            return unit.say(value);
        }
    }

    record Whole(Unit unit) implements Kind<Long> {
        @Override
        public ConfigDef.Type type() {
            return ConfigDef.Type.LONG;
        }

        @Override
        public String noun() {
            return numberNoun("long", unit);
        }

        @Override
        public String allowed() {
            return wholeNumber(unit);
        }

        @Override
        public Long parse(String text) throws RefusedException {
            return number(this, text, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        @Override
        public String render(Long value) {
            return value.toString();
        }

        @Override
        public String say(Long value) {
            return unit.say(value);
        }
    }

    /** A number of the unit in the key; nothing like {@code 10s}. */
    record Time(Unit unit) implements Kind<Duration> {
        @Override
        public ConfigDef.Type type() {
            return ConfigDef.Type.LONG;
        }

        @Override
        public String noun() {
            return numberNoun("long", unit);
        }

        @Override
        public String allowed() {
            return wholeNumber(unit);
        }

        @Override
        public Duration parse(String text) throws RefusedException {
            long most = unit.amount(Duration.ofMillis(Long.MAX_VALUE));
            return unit.duration(number(this, text, -most, most));
        }

        @Override
        public String render(Duration value) {
            return Long.toString(unit.amount(value));
        }

        @Override
        public String say(Duration value) {
            return unit.say(unit.amount(value));
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

    private static long number(Kind<?> kind, String text, long least, long most) throws RefusedException {
        String trimmed = text.trim();
        if (!WHOLE_NUMBER.matcher(trimmed).matches()) {
            throw kind.refuse(text);
        }
        BigInteger number = new BigInteger(trimmed);
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new RefusedException(
                    Texts.notAllowed(text, false),
                    "between " + least + " and " + most,
                    "Set it to a value in that range",
                    true);
        }
        return number.longValue();
    }

    private static String wholeNumber(Unit unit) {
        return unit == Unit.NONE ? "a whole number" : "a whole number of " + unit.plural();
    }

    private static String numberNoun(String type, Unit unit) {
        return unit == Unit.NONE ? type : type + ", " + unit.plural();
    }
}
