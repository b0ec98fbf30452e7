package io.headrace.http.testing;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Place;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declarations in tests: JSON in which {@code '} stands for a quote and {@code `} for an apostrophe. */
public final class Declared {

    /** The time in every test. */
    public static final Instant NOW = Instant.parse("2024-03-10T12:00:00Z");

    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Declared() {}

    public static Component component(String json) {
        return Component.ofJson(map(json), Place.ROOT);
    }

    @SuppressWarnings("unchecked") // JSON objects have texts as names
    public static Map<String, @Nullable Object> map(String json) {
        String text = json.replace('\'', '"').replace('`', '\'');
        return (Map<String, @Nullable Object>)
                Json.parse(text).orElseThrow(() -> new IllegalArgumentException("No JSON: " + text));
    }

    public static Scope scope() {
        return scope("{}");
    }

    public static Scope scope(String config) {
        return Scope.of(map(config), CLOCK);
    }
}
