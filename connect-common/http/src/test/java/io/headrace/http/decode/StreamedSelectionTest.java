package io.headrace.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever the document and the path, the records found while reading are those found in the whole tree. */
final class StreamedSelectionTest {

    @Property(tries = 3000)
    void streamedIsAsInMemory(@ForAll("documents") Object document, @ForAll("paths") List<String> path) {
        FieldPath fields = new FieldPath(path);
        Content content = Bodies.of(Json.text(document));
        List<Object> streamed;
        @Nullable Object rest;
        try (RecordStream records = Decoders.json().select(content, fields)) {
            streamed = Bodies.all(records);
            rest = records.rest();
        }

        assertThat(streamed).isEqualTo(fields.records(document));
        if (!fields.hasAny()) {
            assertThat(rest).isEqualTo(document);
        }
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.of("a", "b", "*", "0", "1").list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<Object> documents() {
        return document(3);
    }

    private static Arbitrary<Object> document(int depth) {
        Arbitrary<Object> scalar = Arbitraries.of(1L, 0L, "x", "", true, false);
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<Object> child = document(depth - 1);
        Arbitrary<Object> lists = child.list().ofMaxSize(3).map(ArrayList::new);
        Arbitrary<Object> maps = Arbitraries.maps(Arbitraries.of("a", "b", "c"), child)
                .ofMaxSize(3)
                .map(map -> (Object) new LinkedHashMap<>((Map<?, ?>) map));
        return Arbitraries.oneOf(scalar, lists, maps, maps);
    }
}
