package io.headrace.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * An immutable list of settings. A feature brings a list of its own, and a connector is the sum of such lists.
 */
public final class Settings {

    /**
     * A family of keys that is handed on to another component as it is.
     *
     * @param prefix what the keys begin with, with the dot at its end
     */
    public record Passthrough(String prefix, String group, String doc) {}

    private final Map<String, Setting<?>> byKey;
    private final List<Passthrough> passthroughs;

    private Settings(Map<String, Setting<?>> byKey, List<Passthrough> passthroughs) {
        this.byKey = byKey;
        this.passthroughs = List.copyOf(passthroughs);
    }

    /**
     * @throws IllegalArgumentException when a key comes twice
     */
    public static Settings of(Setting<?>... settings) {
        return new Settings(Map.of(), List.of()).plus(settings);
    }

    /** These settings, then the others. */
    public Settings plus(Settings others) {
        List<Passthrough> both = new ArrayList<>(passthroughs);
        both.addAll(others.passthroughs);
        return new Settings(merged(others.asList()), both);
    }

    /** These settings, then the others. */
    public Settings plus(Setting<?>... others) {
        return new Settings(merged(Arrays.asList(others)), passthroughs);
    }

    /**
     * These settings, and all keys that begin with a prefix: they are not checked here, and {@link Values#withPrefix} hands them on.
     *
     * @param prefix ends with a dot
     */
    public Settings passthrough(String prefix, String group, String doc) {
        if (!prefix.endsWith(".")) {
            throw new IllegalArgumentException("The prefix " + prefix + " must end with a dot");
        }
        List<Passthrough> more = new ArrayList<>(passthroughs);
        more.add(new Passthrough(prefix, group, doc));
        return new Settings(byKey, more);
    }

    public List<Setting<?>> asList() {
        return List.copyOf(byKey.values());
    }

    public List<Passthrough> passthroughs() {
        return passthroughs;
    }

    /** The setting of a key. */
    public Optional<Setting<?>> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    boolean contains(Setting<?> setting) {
        return byKey.get(setting.key()) == setting;
    }

    /** What Connect shows and checks: types, defaults, ranges, groups, documentation. */
    public ConfigDef toConfigDef() {
        return Lowering.toConfigDef(this);
    }

    /**
     * Reads a configuration.
     *
     * @throws ConfigException naming every wrong key with its mend; no secret is in it
     */
    public Values parse(Map<String, String> properties) {
        Problems problems = problems(properties);
        problems.throwIfAny();
        return problems.values();
    }

    /** All that is wrong with a configuration, against its keys. Rules across keys are added to it by the caller. */
    public Problems problems(Map<String, String> properties) {
        return Problems.of(this, properties);
    }

    private Map<String, Setting<?>> merged(List<Setting<?>> others) {
        Map<String, Setting<?>> merged = new LinkedHashMap<>(byKey);
        for (Setting<?> setting : others) {
            if (merged.put(setting.key(), setting) != null) {
                throw new IllegalArgumentException("The key " + setting.key() + " is there twice");
            }
        }
        return merged;
    }
}
