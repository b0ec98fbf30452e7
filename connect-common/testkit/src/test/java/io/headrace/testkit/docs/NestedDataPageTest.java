package io.headrace.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.Settings;
import io.headrace.core.schema.TableId;
import io.headrace.rules.golden.Golden;
import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.contract.Canonical;
import io.headrace.testkit.memory.MemoryDestination;
import io.headrace.testkit.memory.MemoryTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/** The page shows what the engine does. */
class NestedDataPageTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "write.mode", "merge", "nested.structs", "flatten", "nested.lists", "child", "infer.nested", "true"));
    private static final String RECORD = """
            {
              "id": 7,
              "customer": {"name": "Ada", "address": {"city": "London"}},
              "items": [{"sku": "A1", "qty": 2}, {"sku": "B2", "qty": 1}],
              "tags": ["new", "gift"]
            }""";

    private final MemoryTarget target = new MemoryTarget();

    @Test
    void thePageIsUpToDate() {
        load();
        String page = page().replace("${settings}", settings())
                .replace("${record}", RECORD)
                .replace(
                        "${orders}",
                        table("orders", "id", "customer_name", "customer_address_city", "items__count", "tags__count"))
                .replace("${items}", table("orders__items", "_headrace_parent_id", "_headrace_index", "sku", "qty"))
                .replace("${tags}", table("orders__tags", "_headrace_parent_id", "_headrace_index", "value"));
        Golden.assertMatches("docs/how-to/nested-data.md", page);
    }

    private void load() {
        SinkHarness harness = new SinkHarness(() -> new MemoryDestination(target), Settings.of(), SETTINGS, 1);
        Object value;
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", "false"), false);
            value = converter
                    .toConnectData("orders", RECORD.getBytes(StandardCharsets.UTF_8))
                    .value();
        }
        harness.topics.append(ORDERS, null, Map.of("id", 7L), null, value);
        FakeTask task = harness.start(List.of(ORDERS));
        harness.drain(task);
        assertThat(task.failure()).isNull();
        task.stop();
    }

    private static String settings() {
        return SETTINGS.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
    }

    private String table(String name, String... columns) {
        assertThat(target.rows(TableId.of(name)))
                .allSatisfy(row -> assertThat(row.keySet())
                        .filteredOn(column -> !List.of("_headrace_loaded_at", "_headrace_load_id")
                                .contains(column))
                        .containsExactlyInAnyOrder(columns));
        String head = "| " + String.join(" | ", columns) + " |\n"
                + Arrays.stream(columns).map(column -> "|---").collect(Collectors.joining()) + "|\n";
        return head
                + target.rows(TableId.of(name)).stream()
                        .map(row -> Arrays.stream(columns)
                                .map(column -> Canonical.text(row.get(column)))
                                .collect(Collectors.joining(" | ", "| ", " |")))
                        .collect(Collectors.joining("\n"));
    }

    private static String page() {
        try (InputStream page = NestedDataPageTest.class.getResourceAsStream("/nested-data.md.template")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
