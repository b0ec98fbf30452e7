package io.headrace.http.template;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scopes for tests. */
final class Scopes {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-02-29T12:30:45.123456Z"), ZoneOffset.UTC);

    private Scopes() {}

    static Scope empty() {
        return Scope.of(Map.of(), CLOCK);
    }

    static Scope full() {
        Map<String, @Nullable Object> response = new HashMap<>();
        response.put(
                "items",
                List.of(
                        Map.of("id", 1L, "kind", "x", "extra", true),
                        Map.of("id", 2L, "kind", "y"),
                        Map.of("id", 3L, "kind", "x")));
        response.put("data", Map.of("has_more", false));
        response.put("next", null);
        Map<String, Object> config = Map.of(
                "api_key",
                "k-1",
                "nested",
                Map.of("deep", Map.of("x", 7L)),
                "flag",
                true,
                "list",
                List.of("x", "y"),
                "start",
                "2024-01-02");
        return Scope.of(config, CLOCK)
                .with("response", response)
                .with("record", Map.of("name", "Ada Lovelace", "tags", List.of("a", "b", "c")))
                .with("headers", Map.of("link", Map.of("next", Map.of("url", "https://api.example.com/items?page=2"))))
                .with("stream_slice", Map.of("start_time", "2024-01-01T00:00:00Z", "id", "p1"));
    }
}
