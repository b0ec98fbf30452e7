package io.headrace.benchmarks.squeeze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowTest {
    @Test
    void hasItsColumnsAndItsSize() throws IOException {
        byte[] row = Row.json(new Random(1), 5, 300);
        JsonNode json = new ObjectMapper().readTree(row);
        assertThat(row).hasSize(300);
        assertThat(json.size()).isEqualTo(5);
        assertThat(json.path("c1").isDouble()).isTrue();
        assertThat(json.path("c2").isTextual()).isTrue();
        assertThat(json.path("c3").isInt()).isTrue();
    }

    @Test
    void fillsTablesWithRowsOf4KbAndOneInAHundredOf100Kb() {
        List<byte[]> rows = Phase.TABLES.rows();
        assertThat(rows).hasSize(100);
        assertThat(rows.get(0)).hasSize(100 * 1024);
        assertThat(rows.subList(1, 100)).allMatch(row -> row.length == 4 * 1024);
    }
}
