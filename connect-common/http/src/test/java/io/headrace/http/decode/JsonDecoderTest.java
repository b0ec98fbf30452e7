package io.headrace.http.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.wire.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonDecoderTest {

    private final Decoder json = Decoders.json();

    @Test
    void numbersKeepTheirDigits() {
        Object record = Bodies.select(
                        json,
                        Bodies.of(
                                "{\"a\":9007199254740993,\"b\":123456789012345678901234567890,\"c\":1.10,\"d\":1e400,\"e\":true,\"f\":null}"))
                .get(0);

        assertThat(record).isInstanceOfSatisfying(Map.class, map -> {
            assertThat(map.get("a")).isEqualTo(9007199254740993L);
            assertThat(map.get("b")).isEqualTo(new BigInteger("123456789012345678901234567890"));
            assertThat(map.get("c")).isEqualTo(new BigDecimal("1.10"));
            assertThat(map.get("d")).isEqualTo(new BigDecimal("1e400"));
            assertThat(map.get("e")).isEqualTo(true);
            assertThat(map.containsKey("f")).isTrue();
        });
    }

    @Test
    void recordsAreFoundAtPaths() {
        String body =
                "{\"meta\":{\"n\":2},\"data\":{\"items\":[{\"id\":1,\"tags\":[7,8]},null,{\"id\":2,\"tags\":[9]}]},\"next\":\"x\"}";

        assertThat(Bodies.select(json, Bodies.of(body), "data", "items")).hasSize(2);
        assertThat(Bodies.select(json, Bodies.of(body), "data", "items", "*")).hasSize(2);
        assertThat(Bodies.select(json, Bodies.of(body), "data", "items", "*", "id"))
                .containsExactly(1L, 2L);
        assertThat(Bodies.select(json, Bodies.of(body), "data", "items", "*", "tags"))
                .containsExactly(List.of(7L, 8L), List.of(9L));
        assertThat(Bodies.select(json, Bodies.of(body), "data", "items", "*", "tags", "*"))
                .containsExactly(7L, 8L, 9L);
        assertThat(Bodies.select(json, Bodies.of(body), "data", "items", "2", "id"))
                .containsExactly(2L);
        assertThat(Bodies.select(json, Bodies.of(body), "data", "*")).hasSize(1);
        assertThat(Bodies.select(json, Bodies.of(body), "meta")).containsExactly(Map.of("n", 2L));
        assertThat(Bodies.select(json, Bodies.of(body), "none")).isEmpty();
        assertThat(Bodies.select(json, Bodies.of("[1,{\"a\":2}]"))).containsExactly(1L, Map.of("a", 2L));
        assertThat(Bodies.select(json, Bodies.of("{}"))).isEmpty();
    }

    @Test
    void whatSurroundsTheRecordsIsKept() {
        String body = "{\"meta\":{\"n\":2},\"data\":[{\"id\":1},{\"id\":2},{\"id\":3}],\"next\":\"x\"}";
        try (RecordStream records = json.select(Bodies.of(body), new FieldPath(List.of("data")))) {
            assertThat(Bodies.all(records)).hasSize(3);

            assertThat(records.rest())
                    .isEqualTo(Map.of(
                            "meta",
                            Map.of("n", 2L),
                            "data",
                            List.of(Map.of("id", 1L), Map.of("id", 2L), Map.of("id", 3L)),
                            "next",
                            "x"));
        }
    }

    @Test
    void ofManyRecordsTheEndsAreKept() {
        StringBuilder body = new StringBuilder("{\"data\":[{\"id\":0}");
        for (int i = 1; i < 5000; i++) {
            body.append(",{\"id\":").append(i).append('}');
        }
        Content content = Bodies.of(
                body.append("]}").toString().getBytes(StandardCharsets.UTF_8), Limits.DEFAULT.withRestBytes(40_000));
        try (RecordStream records = json.select(content, new FieldPath(List.of("data")))) {
            assertThat(Bodies.all(records)).hasSize(5000);

            Selected selected =
                    (Selected) Json.at(records.rest(), List.of("data")).orElseThrow();
            assertThat(selected.size()).isEqualTo(5000);
            assertThat(selected.isWhole()).isFalse();
            assertThat(selected.get(0)).isEqualTo(Map.of("id", 0L));
            assertThat(selected.get(4999)).isEqualTo(Map.of("id", 4999L));
            assertThatThrownBy(() -> selected.get(17))
                    .hasMessage(
                            "A template asks for record 17 of the 5000 in a response, and of a response with more than 10000 bytes of records only their number, the first and the last are kept. Use last_record, the length, or ask for smaller pages.");
        }
    }

    @Test
    void cutBodiesAreTransient() {
        assertFails(
                Bodies.of("{\"data\":[{\"id\":1},{\"id\""),
                ErrorClass.TRANSIENT,
                "GET https://api.example.com/v1: the JSON ends in the middle at line 1, column 24: the body was cut. It is asked for again.");
        assertFails(
                Bodies.of("[1,2"),
                ErrorClass.TRANSIENT,
                "GET https://api.example.com/v1: the JSON ends in the middle at line 1, column 5: the body was cut. It is asked for again.");
        assertFails(
                Bodies.of(""),
                ErrorClass.TRANSIENT,
                "GET https://api.example.com/v1: the body is empty, and JSON was expected. It is asked for again.");
    }

    @Test
    void otherContentIsNamed() {
        assertFails(
                Bodies.of("\uFEFF \n<!doctype html><html><body>Down for maintenance</body></html>"),
                ErrorClass.TRANSIENT,
                "GET https://api.example.com/v1: the body is a page of HTML or XML, and JSON was expected. A gateway or a login page may have answered; check the address, and name another decoder if the API sends XML.");
        assertFails(
                Bodies.of("{\"a\":1}{\"a\":2}"),
                ErrorClass.TRANSIENT,
                "GET https://api.example.com/v1: the body goes on after the end of its JSON value. If the API sends one value per line, use JsonlDecoder.");
        assertFails(
                Bodies.of("{\"a\":secret-token-1234}"),
                ErrorClass.TRANSIENT,
                "GET https://api.example.com/v1: the body is no valid JSON at line 1, column 6 (an unexpected character). If the API sends another format or character set, name it in the decoder.");
        assertFails(
                Bodies.of("{\"a\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)),
                ErrorClass.TRANSIENT,
                "GET https://api.example.com/v1: the body is no valid JSON at line 1, column 12 (it is not UTF-8). If the API sends another format or character set, name it in the decoder.");
    }

    private void assertFails(Content content, ErrorClass errorClass, String message) {
        assertThatThrownBy(() -> Bodies.select(json, content)).isInstanceOfSatisfying(HeadraceException.class, e -> {
            assertThat(e).hasMessage(message);
            assertThat(e.errorClass()).isEqualTo(errorClass);
            assertThat(String.valueOf(e.getCause())).doesNotContain("secret-token");
        });
    }

    @Test
    void charactersAreReadAsTheHeaderOrTheMarkSays() {
        Object expected = Map.of("a", "caf\u00e9 \u20ac");

        assertThat(Bodies.select(json, Bodies.of("\uFEFF{\"a\":\"caf\u00e9 \u20ac\"}")))
                .containsExactly(expected);
        assertThat(Bodies.select(
                        json, Bodies.of("\uFEFF{\"a\":\"caf\u00e9 \u20ac\"}".getBytes(StandardCharsets.UTF_16LE))))
                .containsExactly(expected);
        assertThat(Bodies.select(
                        json,
                        Bodies.in(
                                java.nio.charset.Charset.forName("windows-1252"),
                                "{\"a\":\"caf\u00e9 \u20ac\"}"
                                        .getBytes(java.nio.charset.Charset.forName("windows-1252")))))
                .containsExactly(expected);
    }

    @Test
    void aSingleTextOrRecordOrNestingBeyondTheLimitIsRefused() {
        Limits small = Limits.DEFAULT.withValueBytes(20_000).withDepth(10).withRestBytes(20_000);
        String text = "[\"" + "x".repeat(30_000) + "\"]";
        String record = "[{\"a\":[" + "1,".repeat(30_000) + "1]}]";
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 5000; i++) {
            many.append("\"a").append(i).append("\":1,");
        }
        String fields = many.append("\"data\":[]}").toString();
        String rest = "{\"other\":[" + "1,".repeat(30_000) + "1],\"data\":[]}";
        String deep = "[".repeat(11) + "]".repeat(11);

        assertThatThrownBy(() -> Bodies.select(json, Bodies.of(text.getBytes(StandardCharsets.UTF_8), small)))
                .hasMessage(
                        "GET https://api.example.com/v1: the body has a text longer than 20000 bytes, a name or number of unusual length, or is nested deeper than 10 levels. Raise the limit if the API is meant to send that.");
        assertThatThrownBy(() -> Bodies.select(json, Bodies.of(record.getBytes(StandardCharsets.UTF_8), small)))
                .hasMessage(
                        "GET https://api.example.com/v1: a single record is larger than 20000 bytes. Choose a path that leads to smaller records, or raise the limit.");
        assertThatThrownBy(() -> Bodies.select(json, Bodies.of(rest.getBytes(StandardCharsets.UTF_8), small), "data"))
                .hasMessage(
                        "GET https://api.example.com/v1: what surrounds the records is larger than 20000 bytes. The field_path of the extractor may miss the list of records; correct it, or raise the limit.");
        assertThatThrownBy(() -> Bodies.select(json, Bodies.of(fields.getBytes(StandardCharsets.UTF_8), small), "data"))
                .hasMessageContaining("what surrounds the records is larger than 20000 bytes.");
        assertThatThrownBy(() -> Bodies.select(json, Bodies.of(deep.getBytes(StandardCharsets.UTF_8), small)))
                .hasMessageContaining("is nested deeper than 10 levels");
    }
}
