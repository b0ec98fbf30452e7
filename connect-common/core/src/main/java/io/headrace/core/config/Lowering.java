package io.headrace.core.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Settings in the terms of Kafka's {@code ConfigDef}. */
final class Lowering {

    private Lowering() {}

    static ConfigDef toConfigDef(Settings settings) {
        ConfigDef def = new ConfigDef();
        Map<String, Integer> order = new HashMap<>();
        for (Setting<?> setting : settings.asList()) {
            int place = order.merge(setting.group(), 1, Integer::sum);
            def.define(
                    setting.key(),
                    setting.type(),
                    fallback(setting),
                    new Check(setting),
                    setting.importance(),
                    setting.doc(),
                    setting.group(),
                    place,
                    width(setting),
                    Texts.title(setting.key()),
                    List.of(),
                    new Choices(setting.choices()));
        }
        return def;
    }

    private static @Nullable Object fallback(Setting<?> setting) {
        return setting.isRequired()
                ? ConfigDef.NO_DEFAULT_VALUE
                : setting.defaultText().orElse(null);
    }

    private static ConfigDef.Width width(Setting<?> setting) {
        return switch (setting.type()) {
            case BOOLEAN, INT, LONG, SHORT, DOUBLE -> ConfigDef.Width.SHORT;
            case LIST -> ConfigDef.Width.LONG;
            case STRING, CLASS, PASSWORD -> ConfigDef.Width.MEDIUM;
        };
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Password password) {
            return password.value();
        }
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return value.toString();
    }

    /** Kafka's validator speaks with the setting's own words. */
    private record Check(Setting<?> setting) implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            String text = text(value);
            if (text == null) {
                return;
            }
            try {
                setting.read(text);
            } catch (RefusedException e) {
                throw new ConfigException(name + ": " + setting.sentence(e));
            }
        }

        @Override
        public String toString() {
            return setting.allowedText();
        }
    }

    private record Choices(List<String> choices) implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
            return List.copyOf(choices);
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsedConfig) {
            return true;
        }
    }
}
