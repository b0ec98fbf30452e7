package io.headrace.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectedTest {

    private final Expected expected = new Expected();

    @Test
    void aRowKeepsWhatALaterSchemaDoesNotKnow() {
        row(0, "{\"id\": 1, \"note\": \"a\", \"e0\": \"x\"}");
        row(1, "{\"id\": 1, \"note\": null}");
        assertThat(expected.merged()).isEqualTo(Map.of("1", "{e0=x, id=1}"));
        assertThat(expected.appended()).isEqualTo(Map.of("2@0", "c{e0=x, id=1, note=a}", "2@1", "c{id=1}"));
    }

    @Test
    void aRowThatWasDeletedBeginsAnew() {
        row(0, "{\"id\": 1, \"e0\": \"x\"}");
        expected.add(2, 1, record("{\"id\": 1}"), null);
        row(2, "{\"id\": 1, \"size\": 2.5}");
        assertThat(expected.merged()).isEqualTo(Map.of("1", "{id=1, size=2.5}"));
        assertThat(expected.appended()).containsEntry("2@1", "d{id=1}");
        expected.add(2, 3, record("{\"id\": 1}"), null);
        assertThat(expected.merged()).isEmpty();
    }

    private void row(long offset, String payload) {
        expected.add(2, offset, record("{\"id\": 1}"), record(payload));
    }

    private static byte[] record(String payload) {
        return ("{\"schema\": {}, \"payload\": " + payload + "}").getBytes(UTF_8);
    }
}
