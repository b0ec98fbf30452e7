package io.headrace.http.manifest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a value against the parts of JSON schema that say something about settings: type, enum, const, pattern, bounds, lengths, required, properties and items. */
final class SchemaCheck {

    private SchemaCheck() {}

    /**
     * What the first breach is; the value itself is not shown, as it may be a secret.
     *
     * @param what how the value is named
     */
    static Optional<String> problem(@Nullable Object schema, @Nullable Object value, String what) {
        if (!(schema instanceof Map<?, ?> rules)) {
            return Optional.empty();
        }
        Optional<String> own = type(rules, value, what)
                .or(() -> choice(rules, value, what))
                .or(() -> text(rules, value, what))
                .or(() -> bounds(rules, value, what));
        return own.or(() -> inner(rules, value, what));
    }

    private static Optional<String> type(Map<?, ?> rules, @Nullable Object value, String what) {
        Object type = rules.get("type");
        List<?> types = type instanceof List<?> several ? several : type == null ? List.of() : List.of(type);
        boolean fits = types.isEmpty() || types.stream().anyMatch(one -> is(String.valueOf(one), value));
        String names = types.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return fits ? Optional.empty() : Optional.of(what + " is not of the type " + names);
    }

    private static boolean is(String type, @Nullable Object value) {
        return switch (type) {
            case "null" -> value == null;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Long || value instanceof BigInteger;
            case "number" -> value instanceof Number;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> true;
        };
    }

    private static Optional<String> choice(Map<?, ?> rules, @Nullable Object value, String what) {
        if (rules.get("enum") instanceof List<?> choices && !choices.contains(value)) {
            return Optional.of(what + " is not among "
                    + choices.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        boolean other = rules.containsKey("const")
                && !String.valueOf(rules.get("const")).equals(String.valueOf(value));
        return other ? Optional.of(what + " is not " + rules.get("const")) : Optional.empty();
    }

    private static Optional<String> text(Map<?, ?> rules, @Nullable Object value, String what) {
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        if (rules.get("pattern") instanceof String pattern && !matches(pattern, text)) {
            return Optional.of(what + " does not match " + pattern);
        }
        if (rules.get("minLength") instanceof Long least && text.length() < least) {
            return Optional.of(what + " has fewer than " + least + " characters");
        }
        return rules.get("maxLength") instanceof Long most && text.length() > most
                ? Optional.of(what + " has more than " + most + " characters")
                : Optional.empty();
    }

    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            return true; // a pattern of another dialect does not keep anybody out
        }
    }

    private static Optional<String> bounds(Map<?, ?> rules, @Nullable Object value, String what) {
        if (!(value instanceof Number)) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(value.toString());
        if (rules.get("minimum") instanceof Number least && number.compareTo(new BigDecimal(least.toString())) < 0) {
            return Optional.of(what + " is less than " + least);
        }
        return rules.get("maximum") instanceof Number most && number.compareTo(new BigDecimal(most.toString())) > 0
                ? Optional.of(what + " is greater than " + most)
                : Optional.empty();
    }

    private static Optional<String> inner(Map<?, ?> rules, @Nullable Object value, String what) {
        if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                Optional<String> problem = problem(rules.get("items"), items.get(i), what + "[" + i + "]");
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        if (!(value instanceof Map<?, ?> fields)) {
            return Optional.empty();
        }
        if (rules.get("required") instanceof List<?> required) {
            for (Object name : required) {
                if (!fields.containsKey(name)) {
                    return Optional.of(what + " lacks '" + name + "'");
                }
            }
        }
        if (rules.get("properties") instanceof Map<?, ?> properties) {
            for (Map.Entry<?, ?> property : properties.entrySet()) {
                Optional<String> problem = fields.containsKey(property.getKey())
                        ? problem(property.getValue(), fields.get(property.getKey()), what + "." + property.getKey())
                        : Optional.empty();
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }
}
