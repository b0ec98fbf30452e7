package io.headrace.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final int MANY = 3_000;

    @Test
    void theSameSeedGivesTheSameRecords() {
        assertThat(texts(5)).isEqualTo(texts(5)).isNotEqualTo(texts(6));
    }

    @Test
    void thereAreRowsTombstonesAndAllSchemas() {
        List<String> texts = texts(5);
        assertThat(texts).anyMatch(text -> text.endsWith("null"));
        assertThat(texts).anyMatch(text -> text.contains("\"type\":\"int32\""));
        assertThat(texts).anyMatch(text -> text.contains("\"field\":\"e3\""));
        assertThat(texts).anyMatch(text -> text.contains("\"note\":null"));
    }

    private static List<String> texts(long seed) {
        Changes changes = new Changes(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            if (i % (MANY / 4) == MANY / 8) {
                changes.alter();
            }
            for (Changes.Change change : changes.next()) {
                byte[] value = change.value();
                texts.add(new String(change.key(), UTF_8) + " " + (value == null ? "null" : new String(value, UTF_8)));
            }
        }
        return texts;
    }
}
