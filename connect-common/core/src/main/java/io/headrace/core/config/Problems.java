package io.headrace.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** All that is wrong with one configuration, each against its key. Not thread-safe. */
public final class Problems {

    private final Settings settings;
    private final Values values;
    private final Map<String, List<String>> byKey = new LinkedHashMap<>();

    private Problems(Settings settings, Values values, Map<String, String> ofKeys) {
        this.settings = settings;
        this.values = values;
        ofKeys.forEach(this::add);
    }

    static Problems of(Settings settings, Map<String, String> properties) {
        Map<String, Object> parsed = new LinkedHashMap<>();
        Set<String> given = new LinkedHashSet<>();
        Map<String, String> wrong = new LinkedHashMap<>();
        for (Setting<?> setting : settings.asList()) {
            String text = properties.get(setting.key());
            if (text != null) {
                given.add(setting.key());
            }
            try {
                parsed.put(setting.key(), setting.read(text));
            } catch (RefusedException e) {
                wrong.put(setting.key(), setting.sentence(e));
            }
        }
        wrong.putAll(UnknownKeys.of(settings, properties.keySet()));
        return new Problems(settings, new Values(settings, parsed, given, handedOn(settings, properties)), wrong);
    }

    /** @param message what, the value, what is allowed and the mend, as whole sentences without the key */
    public void add(Setting<?> setting, String message) {
        add(setting.key(), message);
    }

    /** @param message what, the value, what is allowed and the mend, as whole sentences without the key */
    public void add(String key, String message) {
        byKey.computeIfAbsent(key, none -> new ArrayList<>()).add(key + ": " + message);
    }

    /**
     * Runs a rule across keys. It is left where it reads a setting whose own text was refused, since that is said already.
     */
    public void rule(Consumer<Values> rule) {
        try {
            rule.accept(values);
        } catch (Values.UnreadSettingException e) {
            // That setting has a problem of its own.
            return;
        }
    }

    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    public boolean has(Setting<?> setting) {
        return byKey.containsKey(setting.key());
    }

    /** Every problem, each beginning with its key. */
    public List<String> messages() {
        return byKey.values().stream().flatMap(List::stream).toList();
    }

    /** @throws ConfigException naming every problem */
    public void throwIfAny() {
        List<String> all = messages();
        if (all.size() == 1) {
            throw new ConfigException(all.get(0));
        }
        if (!all.isEmpty()) {
            throw new ConfigException(all.size() + " problems in the configuration:\n- " + String.join("\n- ", all));
        }
    }

    /**
     * What {@code Connector.validate} answers: the values of {@code config} with these problems. The errors that Kafka itself has put to our keys are
     * replaced, because each of them is said here better.
     */
    public List<ConfigValue> into(Config config) {
        Map<String, ConfigValue> answer = new LinkedHashMap<>();
        for (ConfigValue value : config.configValues()) {
            boolean ours = settings.find(value.name()).isPresent();
            // The text of a refused URL may hold a password, and the REST API shows values.
            Object shown = ours && !values.has(value.name()) ? null : value.value();
            // A list that can grow, because Connect adds to it.
            List<String> errors = new ArrayList<>(ours ? List.of() : value.errorMessages());
            answer.put(value.name(), new ConfigValue(value.name(), shown, value.recommendedValues(), errors));
        }
        byKey.forEach((key, messages) -> {
            ConfigValue value = answer.computeIfAbsent(key, ConfigValue::new);
            messages.forEach(value::addErrorMessage);
        });
        return List.copyOf(answer.values());
    }

    /** The values, without those that were refused. */
    Values values() {
        return values;
    }

    private static Map<String, String> handedOn(Settings settings, Map<String, String> properties) {
        Map<String, String> handedOn = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            if (value != null && settings.passthroughs().stream().anyMatch(p -> key.startsWith(p.prefix()))) {
                handedOn.put(key, value);
            }
        });
        return handedOn;
    }
}
