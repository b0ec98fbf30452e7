package io.headrace.http.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.flat.FlatChoices;
import io.headrace.http.manifest.ManifestText;
import io.headrace.http.spec.ComponentType;
import io.headrace.http.spec.Vocabulary;
import io.headrace.http.testing.Connected;
import io.headrace.http.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the how-tos show is read by the front ends, and nothing that there is goes unshown. */
class HowToTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(json|yaml)\n(.*?)^```$");

    /** In which component a part of a manifest stands. */
    private static final Map<String, String> HOME = Map.of(
            "authenticator", "requester",
            "paginator", "retriever",
            "pagination_reset", "retriever",
            "partition_router", "retriever",
            "incremental_sync", "stream");

    /** A block of a page. */
    record Snippet(String page, String language, String text) {

        @Override
        public String toString() {
            return page + ": " + text.lines().limit(3).reduce("", (a, b) -> a + b.strip() + " ");
        }
    }

    static Stream<Snippet> snippets() {
        return Stream.of("page-through-an-api.md", "log-in-to-an-api.md", "read-incrementally.md", "poll-an-api.md")
                .flatMap(page -> BLOCK.matcher(text(page))
                        .results()
                        .map(found -> new Snippet(page, found.group(1), found.group(2))));
    }

    private static String text(String page) {
        try {
            return Files.readString(Path.of("../../docs/how-to", page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void isRead(Snippet snippet) {
        Map<String, String> connector = snippet.language().equals("json") ? flat(snippet) : manifest(snippet);
        assertThat(Connected.problems(connector)).isEmpty();
        try (Connected connected = Connected.to(connector)) {
            assertThat(connected.compiled()).containsKey("orders");
        }
    }

    private static Map<String, String> flat(Snippet snippet) {
        Map<String, String> connector = new LinkedHashMap<>();
        connector.put("http.url", "https://api.shop.example/v1");
        connector.put("streams", "orders");
        ((Map<?, ?>) Json.parse(snippet.text()).orElseThrow())
                .forEach((key, value) -> connector.put(String.valueOf(key), String.valueOf(value)));
        return connector;
    }

    private static Map<String, String> manifest(Snippet snippet) {
        Map<String, Object> parts = new LinkedHashMap<>(Map.of(
                "requester", new LinkedHashMap<>(Map.of("url_base", "https://api.shop.example", "path", "/orders")),
                "retriever",
                        new LinkedHashMap<>(
                                Map.of("record_selector", Map.of("extractor", Map.of("field_path", List.of())))),
                "stream", new LinkedHashMap<>(Map.of("name", "orders"))));
        ManifestText.read(snippet.text()).plain().forEach((field, part) -> {
            assertThat(HOME).as("where it stands").containsKey(field);
            put(parts, HOME.getOrDefault(field, ""), field, part);
        });
        put(parts, "retriever", "requester", parts.get("requester"));
        put(parts, "stream", "retriever", parts.get("retriever"));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("version", "6.0.0");
        manifest.put("streams", List.of(Map.copyOf(object(parts.get("stream")))));
        Map<String, String> connector = new LinkedHashMap<>();
        Map<String, Object> settings = new LinkedHashMap<>();
        Pattern.compile("config\\['(\\w+)']").matcher(snippet.text()).results().forEach(found -> {
            boolean object = snippet.text().contains("config['" + found.group(1) + "']['");
            settings.put(found.group(1), Map.of("type", object ? "object" : "string"));
            connector.put("config." + found.group(1), object ? "{\"kind\": \"token\"}" : "text");
        });
        manifest.put("spec", Map.of("connection_specification", Map.of("type", "object", "properties", settings)));
        connector.put("http.manifest", Json.text(manifest));
        return connector;
    }

    private static void put(Map<String, Object> parts, String home, String field, @Nullable Object part) {
        Map<String, Object> changed = object(parts.get(home));
        if (part != null) {
            changed.put(field, part);
        }
        parts.put(home, changed);
    }

    private static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> {
                if (each != null) {
                    object.put(String.valueOf(name), each);
                }
            });
        }
        return object;
    }

    @Test
    void everyKindOfFlatKeysIsShown() {
        String all = snippets().map(Snippet::text).reduce("", String::concat);
        FlatChoices.all()
                .forEach((key, choices) -> choices.stream()
                        .map(choice -> choice.toLowerCase(Locale.ROOT))
                        .filter(choice -> !choice.equals("none") && !choice.equals("datetime"))
                        .forEach(choice -> assertThat(all).contains(key + "\": \"" + choice + "\"")));
    }

    @Test
    void everyKindOfComponentIsShown() {
        String all = snippets().map(Snippet::text).reduce("", String::concat);
        assertThat(Stream.of("Authenticator", "PaginationStrategy", "Paginator", "IncrementalSync")
                        .flatMap(role -> Vocabulary.standard().fitting(role).stream())
                        .filter(type -> !type.custom() && !type.name().equals("NoPagination"))
                        .map(ComponentType::name))
                .allSatisfy(name -> assertThat(all).contains("type: " + name));
    }
}
