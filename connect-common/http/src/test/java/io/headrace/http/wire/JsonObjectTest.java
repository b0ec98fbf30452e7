package io.headrace.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonObjectTest {

    private static Object parsed(String text, Names root) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return Objects.requireNonNull(Json.value(parser, () -> {}, root));
        }
    }

    private static JsonObject object(String text) throws IOException {
        return (JsonObject) parsed(text, Names.none());
    }

    /** {@code {"f0":0,"f1":1,…}}. */
    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"f" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void isTheMapThatTheTextSays() throws IOException {
        JsonObject object = object("{\"id\":7,\"name\":null,\"tags\":[\"a\"],\"of\":{\"id\":8}}");

        assertThat(object)
                .containsExactly(
                        entry("id", 7L),
                        entry("name", null),
                        entry("tags", List.of("a")),
                        entry("of", Map.of("id", 8L)))
                .isEqualTo(Json.parse("{\"of\":{\"id\":8},\"tags\":[\"a\"],\"name\":null,\"id\":7}")
                        .orElseThrow())
                .doesNotContainKey("none");
        assertThat(object.get("name")).isNull();
        assertThat(object.containsKey("name")).isTrue();
        assertThat(object.get("none")).isNull();
        assertThat(object.values()).containsExactly(7L, null, List.of("a"), Map.of("id", 8L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 17, 1_000, 1_001})
    void findsEachFieldOfFewAndOfMany(int count) throws IOException {
        Map<?, ?> object = (Map<?, ?>) parsed(fields(count), Names.none());

        assertThat(object).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(object.get("f" + i)).isEqualTo((long) i);
        }
        assertThat(object.get("f" + count)).isNull();
        assertThat(object.keySet().stream().map(String::valueOf))
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(i -> "f" + i).toList());
    }

    @Test
    void objectsOfOneFormShareTheirNames() throws IOException {
        Names root = Names.none();
        JsonObject first = (JsonObject) parsed("{\"a\":1,\"b\":2}", root);
        JsonObject second = (JsonObject) parsed("{\"a\":3,\"b\":4}", root);
        JsonObject turned = (JsonObject) parsed("{\"b\":5,\"a\":6}", root);

        assertThat(second.names()).isSameAs(first.names());
        assertThat(second.value(second.names().indexOf("b"))).isEqualTo(4L);
        assertThat(turned.names()).isNotSameAs(first.names());
        assertThat(turned).isEqualTo(Map.of("a", 6L, "b", 5L));
    }

    @Test
    void theLastOfTwoFieldsOfOneNameCounts() throws IOException {
        assertThat(parsed("{\"a\":1,\"b\":2,\"a\":3,\"c\":4}", Names.none()))
                .isEqualTo(Map.of("a", 3L, "b", 2L, "c", 4L));
    }

    @Test
    void isNotToBeChanged() throws IOException {
        JsonObject object = object("{\"a\":1}");

        assertThatThrownBy(() -> object.put("a", 2L)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.values().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.entrySet().iterator().next().setValue(2L))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(object).containsExactly(entry("a", 1L));
    }

    @Test
    void itsEntriesEnd() throws IOException {
        Iterator<Map.Entry<String, @Nullable Object>> entries =
                object("{\"a\":1}").entrySet().iterator();
        entries.next();

        assertThat(entries.hasNext()).isFalse();
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void knowsItsSizeWithAllThatIsInIt() throws IOException {
        long number = JsonObject.HEAD;
        long text = JsonObject.HEAD + 3;
        long inner = JsonObject.HEAD + JsonObject.REFERENCE + text;
        long list = JsonObject.HEAD + 2 * (JsonObject.REFERENCE + number);

        assertThat(JsonObject.bytes(object("{}"))).isEqualTo(JsonObject.HEAD);
        assertThat(JsonObject.bytes(object("{\"a\":1,\"b\":{\"c\":\"abc\"},\"d\":[1,2]}")))
                .isEqualTo(JsonObject.HEAD + 3 * JsonObject.REFERENCE + number + inner + list);
        assertThat(JsonObject.bytes(null)).isPositive();
    }

    @Test
    void aLongerTextTakesMore() throws IOException {
        long one = JsonObject.bytes(object("{\"a\":\"x\"}"));

        assertThat(JsonObject.bytes(object("{\"a\":\"" + "x".repeat(1_001) + "\"}")))
                .isEqualTo(one + 1_000);
    }
}
