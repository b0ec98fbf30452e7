package io.headrace.core.config;

import io.headrace.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/**
 * One key of a connector's configuration: its type, what is allowed, and its documentation. Built by name, never by position; equal only to itself.
 *
 * @param <T> the type of the parsed value
 */
public final class Setting<T> {

    /** A rule for a value that was read; {@code allowed} follows "it must be", {@code mend} is an imperative. */
    record Check<T>(Predicate<T> passes, String allowed, String mend) {}

    private final String key;
    private final Kind<T> kind;
    private final List<Check<T>> checks;
    private final @Nullable T fallback;
    private final Importance importance;
    private final String group;
    private final String doc;

    Setting(SettingBuilder<T> builder) {
        this.key = builder.key;
        this.kind = builder.kind;
        this.checks = List.copyOf(builder.checks);
        this.fallback = builder.fallback;
        this.importance = builder.importance;
        this.group = builder.group;
        this.doc = builder.doc;
    }

    /** A text, taken as it is. */
    public static SettingBuilder<String> string(String key) {
        return new SettingBuilder<>(key, new Kinds.Text());
    }

    /** A whole number of 32 bits. */
    public static SettingBuilder<Integer> integer(String key) {
        return new SettingBuilder<>(key, Kinds.Whole.ints(Unit.of(key)));
    }

    /** A whole number of 64 bits; the key's last part names the unit, {@code .rows} for example. */
    public static SettingBuilder<Long> longs(String key) {
        return new SettingBuilder<>(key, Kinds.Whole.longs(Unit.of(key)));
    }

    /** A number of bytes; the key ends in {@code .bytes}. */
    public static SettingBuilder<Long> bytes(String key) {
        if (Unit.of(key) != Unit.BYTES) {
            throw new IllegalArgumentException("The key " + key + " of a size must end in .bytes");
        }
        return new SettingBuilder<>(key, Kinds.Whole.longs(Unit.BYTES));
    }

    /** {@code true} or {@code false}. */
    public static SettingBuilder<Boolean> bool(String key) {
        return new SettingBuilder<>(key, new Kinds.Bool());
    }

    /** A span of time, written as a number of the unit that ends the key ({@code .ms}, {@code .seconds}, …). */
    public static SettingBuilder<Duration> duration(String key) {
        Unit unit = Unit.of(key);
        if (!unit.ofTime()) {
            throw new IllegalArgumentException(
                    "The key " + key + " of a duration must end in one of " + Unit.timeSuffixes());
        }
        return new SettingBuilder<>(key, Kinds.Whole.durations(unit));
    }

    /** One of an enum's constants, written in lower case. */
    public static <E extends Enum<E>> SettingBuilder<E> oneOf(String key, Class<E> choices) {
        return new SettingBuilder<>(key, new Kinds.OneOf<>(choices));
    }

    /** Texts with commas between them; spaces around them do not count. */
    public static SettingBuilder<List<String>> list(String key) {
        return new SettingBuilder<>(key, new Kinds.Many());
    }

    /** A text that no log line, error or REST answer shows. */
    public static SettingBuilder<Secret> password(String key) {
        return new SettingBuilder<>(key, new Kinds.Hidden());
    }

    /**
     * The address of a system. A user or password in it is refused.
     *
     * @param schemes the schemes allowed, in lower case; none means any
     */
    public static SettingBuilder<URI> url(String key, String... schemes) {
        return new SettingBuilder<>(key, new UrlKind(List.of(schemes)));
    }

    public String key() {
        return key;
    }

    public String group() {
        return group;
    }

    public String doc() {
        return doc;
    }

    public Importance importance() {
        return importance;
    }

    /** The type of the key in Kafka's terms. */
    public ConfigDef.Type type() {
        return kind.type();
    }

    /** Whether a configuration without this key is refused. */
    public boolean isRequired() {
        return fallback == null;
    }

    /** Whether the value is never shown. */
    public boolean isSecret() {
        return kind.secret();
    }

    /** The default as one would write it in a configuration; empty when there is none. */
    public Optional<String> defaultText() {
        return isOptional() ? Optional.empty() : Optional.ofNullable(fallback).map(kind::render);
    }

    /** The texts allowed; empty when the set is open. */
    public List<String> choices() {
        return kind.choices();
    }

    /** The type in words, with the unit: {@code long, milliseconds}. */
    public String typeText() {
        return kind.noun();
    }

    /** What a value must be, in words that follow "it must be". */
    public String allowedText() {
        return checks.isEmpty()
                ? kind.allowed()
                : kind.allowed() + ", "
                        + String.join(", ", checks.stream().map(Check::allowed).toList());
    }

    /** A value as a person may read it; a secret stays hidden. */
    String render(T value) {
        return kind.render(value);
    }

    /**
     * Reads the text of this key.
     *
     * @param text null when the key is not given; blank counts as not given where there is no default
     * @throws RefusedException when the text is not allowed; {@link #sentence} puts it in words
     */
    T read(@Nullable String text) throws RefusedException {
        if (text == null || text.isBlank() && (isRequired() || isOptional())) {
            if (fallback == null) {
                throw new RefusedException("it is missing", allowedText(), "Set it", false);
            }
            return fallback;
        }
        T value = kind.parse(text);
        for (Check<T> check : checks) {
            if (!check.passes().test(value)) {
                throw new RefusedException(Texts.notAllowed(text, isSecret()), check.allowed(), check.mend(), true);
            }
        }
        return value;
    }

    /** What is wrong, what is allowed and the mend, without the key. */
    String sentence(RefusedException refused) {
        return refused.what + "; it must be " + refused.allowed + ". " + refused.mend
                + (refused.mayBeLeftOut ? orLeaveOut() : "") + ".";
    }

    private String orLeaveOut() {
        if (isRequired()) {
            return "";
        }
        return " or leave it out"
                + defaultText()
                        .filter(text -> !text.isEmpty())
                        .map(text -> " for the default " + text)
                        .orElse("");
    }

    private boolean isOptional() {
        return Objects.equals(fallback, Optional.empty());
    }

    @Override
    public String toString() {
        return key;
    }
}
