package io.headrace.http.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Nearest;
import io.headrace.http.spec.Place;
import io.headrace.http.spec.Problems;
import io.headrace.http.spec.SpecException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings that a manifest asks its user for, and the making of {@code config} from their texts. */
public final class ConfigSpec {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final List<ConfigKey> keys;

    private ConfigSpec(List<ConfigKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** The settings of a {@code Spec} component; none where there is none. */
    static ConfigSpec of(Optional<Component> spec, Problems problems) {
        return new ConfigSpec(
                spec.map(found -> new SchemaKeys(found, problems).all()).orElse(List.of()));
    }

    /** In the order in which the manifest wants them shown. */
    public List<ConfigKey> keys() {
        return keys;
    }

    /**
     * The value of {@code config} in templates.
     *
     * @param given texts by key, {@code config.start_date} for example, and {@code config.headers.agent} for a field of an object; keys that do not begin with {@code config.} are not looked at
     * @throws SpecException with every problem; values of secrets are not shown
     */
    public Map<String, @Nullable Object> values(Map<String, String> given) {
        Problems problems = new Problems();
        Map<String, String> texts = whole(given);
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        for (ConfigKey key : keys) {
            String text = texts.get(key.key());
            if (text != null) {
                read(key, text, problems).ifPresent(value -> put(config, key.path(), value));
            } else if (key.byDefault().isPresent()) {
                put(config, key.path(), key.byDefault().get());
            } else if (key.required()) {
                problems.add(place(key), "the manifest asks for it", "set " + key.key());
            }
        }
        List<String> known = keys.stream().map(ConfigKey::key).toList();
        for (String name : texts.keySet()) {
            if (name.startsWith("config.") && !known.contains(name)) {
                problems.add(
                        new Place(name, 0),
                        "the manifest asks for no such setting",
                        Nearest.mend(
                                name,
                                known,
                                known.isEmpty() ? "take it out" : "it asks for " + String.join(", ", known)));
            }
        }
        problems.throwIfAny();
        return config;
    }

    /** The texts with whole objects in place of the keys of their fields. */
    private Map<String, String> whole(Map<String, String> given) {
        Map<String, String> texts = new LinkedHashMap<>(given);
        for (ConfigKey key : keys) {
            String prefix = key.key() + ".";
            if (key.kind() == ConfigKey.Kind.OBJECT && !given.containsKey(key.key())) {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                given.forEach((name, text) -> {
                    if (name.startsWith(prefix)) {
                        put(fields, List.of(name.substring(prefix.length()).split("\\.", -1)), text);
                        texts.remove(name);
                    }
                });
                if (!fields.isEmpty()) {
                    texts.put(key.key(), JSON.valueToTree(fields).toString());
                }
            }
        }
        return texts;
    }

    @SuppressWarnings("unchecked") // inner maps are made here
    private static void put(Map<String, @Nullable Object> config, List<String> path, Object value) {
        Map<String, @Nullable Object> at = config;
        for (String step : path.subList(0, path.size() - 1)) {
            Object inner = at.computeIfAbsent(step, none -> new LinkedHashMap<String, @Nullable Object>());
            at = (Map<String, @Nullable Object>) inner;
        }
        at.put(path.get(path.size() - 1), value);
    }

    private static Optional<Object> read(ConfigKey key, String text, Problems problems) {
        Optional<Object> value = parse(key.kind(), text.trim());
        String shown = key.secret() ? "the value" : "'" + text + "'";
        if (value.isEmpty()) {
            problems.add(place(key), shown + " is " + wrong(key.kind()), "write " + right(key.kind()));
        } else if (!key.choices().isEmpty() && !key.choices().contains(value.get())) {
            String all = key.choices().stream().map(String::valueOf).collect(Collectors.joining(", "));
            problems.add(place(key), shown + " is not among " + all, "write one of them");
            return Optional.empty();
        } else if (key.pattern().isPresent() && !matches(key.pattern().get(), text)) {
            problems.add(place(key), shown + " does not match " + key.pattern().get(), "write a text that does");
            return Optional.empty();
        }
        return value;
    }

    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            return true; // a pattern of another dialect does not keep anybody out
        }
    }

    private static Optional<Object> parse(ConfigKey.Kind kind, String text) {
        return switch (kind) {
            case TEXT -> Optional.of(text);
            case INTEGER ->
                text.matches("[+-]?\\d{1,30}") ? Optional.of(JsonText.whole(new BigInteger(text))) : Optional.empty();
            case NUMBER ->
                text.matches("[+-]?\\d{1,30}(\\.\\d{1,30})?")
                        ? Optional.of(text.contains(".") ? new BigDecimal(text) : JsonText.whole(new BigInteger(text)))
                        : Optional.empty();
            case BOOLEAN -> text.matches("true|false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
            case LIST -> text.startsWith("[") ? json(text, List.class) : Optional.of(parts(text));
            case OBJECT -> json(text, Map.class);
        };
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Optional<Object> json(String text, Class<?> type) {
        try {
            return Optional.ofNullable(JSON.readValue(text, Object.class)).filter(type::isInstance);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String wrong(ConfigKey.Kind kind) {
        return switch (kind) {
            case INTEGER -> "no whole number";
            case NUMBER -> "no number";
            case BOOLEAN -> "neither true nor false";
            case LIST -> "no list";
            default -> "no JSON object";
        };
    }

    private static String right(ConfigKey.Kind kind) {
        return switch (kind) {
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case LIST -> "texts between commas, or a JSON array";
            default -> "one, {\"name\": \"value\"} for example";
        };
    }

    private static Place place(ConfigKey key) {
        return new Place(key.key(), 0);
    }
}
