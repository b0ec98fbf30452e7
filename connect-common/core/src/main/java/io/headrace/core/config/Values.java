package io.headrace.core.config;

import io.headrace.core.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A configuration that was read: immutable, and without a way to the text of a secret but {@link Secret#value()}. */
public final class Values {

    private final Settings settings;
    private final Map<String, Object> parsed;
    private final Set<String> given;
    private final Map<String, String> handedOn;

    Values(Settings settings, Map<String, Object> parsed, Set<String> given, Map<String, String> handedOn) {
        this.settings = settings;
        this.parsed = Map.copyOf(parsed);
        this.given = Set.copyOf(given);
        this.handedOn = Map.copyOf(handedOn);
    }

    /**
     * The value of a setting, its default when it was not given.
     *
     * @throws IllegalArgumentException when the setting is none of those that were read
     */
    @SuppressWarnings("unchecked") // A key's value was made by the very setting that is asked for.
    public <T> T get(Setting<T> setting) {
        if (!settings.contains(setting)) {
            throw new IllegalArgumentException("The setting " + setting.key() + " is not part of this configuration");
        }
        Object value = parsed.get(setting.key());
        if (value == null) {
            throw new UnreadSettingException(setting.key());
        }
        return (T) value;
    }

    /** Whether the user gave the key. */
    public boolean isSet(Setting<?> setting) {
        return given.contains(setting.key());
    }

    /** Whether the text of a key was read and not refused. */
    boolean has(String key) {
        return parsed.containsKey(key);
    }

    /** The keys that were handed on under a prefix, without the prefix, and their texts as given. */
    public Map<String, String> withPrefix(String prefix) {
        Map<String, String> found = new TreeMap<>();
        handedOn.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** The settings and their values; secrets and all that is handed on to others stay hidden. */
    @Override
    public String toString() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Setting<?> setting : settings.asList()) {
            shown.put(setting.key(), text(setting));
        }
        new TreeMap<>(handedOn).keySet().forEach(key -> shown.put(key, Secret.HIDDEN));
        return shown.toString();
    }

    private <T> String text(Setting<T> setting) {
        return has(setting.key()) ? setting.render(get(setting)) : "?";
    }

    /** A rule reads a setting whose own text was refused. */
    static final class UnreadSettingException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        UnreadSettingException(String key) {
            super("The setting " + key + " has a problem of its own and no value");
        }
    }
}
