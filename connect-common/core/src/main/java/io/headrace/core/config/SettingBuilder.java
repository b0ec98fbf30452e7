package io.headrace.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/** Names what a {@link Setting} is. One of {@link #defaultsTo}, {@link #required} and {@link #optional} must be said. */
public final class SettingBuilder<T> {

    final String key;
    final Kind<T> kind;
    final List<Setting.Check<T>> checks = new ArrayList<>();

    @Nullable T fallback;

    Importance importance = Importance.MEDIUM;
    String group = "";
    String doc = "";
    private boolean required;

    SettingBuilder(String key, Kind<T> kind) {
        this.key = key;
        this.kind = kind;
    }

    /** The value when the key is not given. */
    public SettingBuilder<T> defaultsTo(T value) {
        this.fallback = value;
        return this;
    }

    /** A configuration without the key, or with a blank one, is refused. */
    public SettingBuilder<T> required() {
        this.required = true;
        return this;
    }

    /** The key may be missing or blank, and its value is then empty. Say ranges and checks before. */
    public SettingBuilder<Optional<T>> optional() {
        SettingBuilder<Optional<T>> optional = new SettingBuilder<>(key, new Kinds.Maybe<>(kind));
        optional.fallback = Optional.empty();
        optional.importance = importance;
        optional.group = group;
        optional.doc = doc;
        checks.forEach(check -> optional.checks.add(new Setting.Check<>(
                value -> value.filter(check.passes().negate()).isEmpty(), check.allowed(), check.mend())));
        return optional;
    }

    /** The least and the greatest value allowed. */
    public SettingBuilder<T> between(T least, T greatest) {
        String range = "between " + kind.say(least) + " and " + kind.say(greatest);
        checks.add(new Setting.Check<>(
                value -> compare(value, least) >= 0 && compare(value, greatest) <= 0,
                range,
                "Set it to a value in that range"));
        return this;
    }

    /** The least value allowed. */
    public SettingBuilder<T> atLeast(T least) {
        checks.add(new Setting.Check<>(
                value -> compare(value, least) >= 0, "at least " + kind.say(least), "Set it to such a value"));
        return this;
    }

    /**
     * A rule of its own.
     *
     * @param allowed what a value must be, to follow "it must be", without full stop
     */
    public SettingBuilder<T> check(Predicate<T> passes, String allowed) {
        checks.add(new Setting.Check<>(passes, allowed, "Set it to such a value"));
        return this;
    }

    /** Most users look at it. */
    public SettingBuilder<T> important() {
        this.importance = Importance.HIGH;
        return this;
    }

    /** Few users ever need it. */
    public SettingBuilder<T> advanced() {
        this.importance = Importance.LOW;
        return this;
    }

    /** The heading under which forms and the reference list it. */
    public SettingBuilder<T> group(String name) {
        this.group = name;
        return this;
    }

    /** What it does, in whole sentences; defaults and ranges are not repeated here, the reference adds them. */
    public SettingBuilder<T> doc(String text) {
        this.doc = text;
        return this;
    }

    public Setting<T> build() {
        if (required == (fallback != null)) {
            throw new IllegalArgumentException(
                    "The setting " + key + " must say exactly one of defaultsTo, required and optional");
        }
        T value = fallback;
        if (kind.secret() && value != null && !(value instanceof Optional<?>)) {
            throw new IllegalArgumentException("The secret " + key + " must have no default");
        }
        for (Setting.Check<T> check : checks) {
            if (value != null && !check.passes().test(value)) {
                throw new IllegalArgumentException(
                        "The default of " + key + " must be " + check.allowed() + " but is " + kind.render(value));
            }
        }
        return new Setting<>(this);
    }

    @SuppressWarnings("unchecked") // A range is only ever asked of kinds whose values compare with their own kind.
    private static <T> int compare(T a, T b) {
        return ((Comparable<T>) a).compareTo(b);
    }
}
