package io.headrace.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sql.SqlDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code PUT /connector-plugins/…/config/validate} answers. */
final class DuckDbSinkConnectorTest {

    @TempDir
    Path directory;

    private static List<String> errors(String key, Map<String, String> own) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "w",
                "connector.class", DuckDbSinkConnector.class.getName(),
                "topics", "t",
                "consumer.override.isolation.level", "read_committed"));
        config.putAll(own);
        return new DuckDbSinkConnector()
                .validate(config).configValues().stream()
                        .filter(value -> value.name().equals(key))
                        .map(ConfigValue::errorMessages)
                        .findFirst()
                        .orElseThrow();
    }

    private static String url(Path file) {
        return "duckdb://" + file;
    }

    @Test
    void aFileThatIsNotThereYetIsFineAndIsNotMade() {
        Path file = directory.resolve("w.duckdb");

        assertThat(errors("url", Map.of("url", url(file)))).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void aMissingDirectoryIsAnErrorOfTheUrl() {
        Path file = directory.resolve("none/w.duckdb");

        assertThat(errors("url", Map.of("url", url(file))))
                .containsExactly("url: The directory of DuckDB file '" + file
                        + "' does not exist on this worker. Create it, or point 'url' to one that exists.");
        assertThat(errors("url", Map.of("url", url(file), "validate.connect", "false")))
                .isEmpty();
    }

    @Test
    void aFileOfAnotherKindIsAnErrorOfTheUrl() throws IOException {
        Path file = Files.writeString(directory.resolve("w.duckdb"), "hello world, hello world, hello world");

        assertThat(errors("url", Map.of("url", url(file))))
                .containsExactly("url: '" + file.toRealPath()
                        + "' is there but is not a DuckDB database. Point 'url' to another file, or remove this one.");
    }

    @Test
    void aFileThatATaskHasOpenIsFine() {
        Path file = directory.resolve("w.duckdb");
        TableSchema table =
                new TableSchema(TableId.of("t"), List.of(new Column("id", DataType.INT32, false)), List.of());
        try (SqlDestination running = new Warehouse(file).destination()) {
            running.apply(new SchemaDelta(table.id(), List.of(new SchemaDelta.CreateTable(table))));

            assertThat(errors("url", Map.of("url", url(file)))).isEmpty();
            assertThat(running.describe(table.id())).contains(table);
        }
    }

    @Test
    void aFileThatAnotherProcessHasOpenIsNoFaultOfTheConfiguration() throws Exception {
        Path file = directory.resolve("w.duckdb");
        new Warehouse(file).execute("CREATE TABLE t (id INTEGER)");
        try (Children.Holder stranger = Children.holdOpen(file)) {
            assertThat(stranger.process().isAlive()).isTrue();
            assertThat(errors("url", Map.of("url", url(file)))).isEmpty();
        }
    }

    @Test
    void thereIsOneTaskHoweverManyAreAllowed() {
        DuckDbSinkConnector connector = new DuckDbSinkConnector();
        connector.start(Map.of(
                "name", "w",
                "connector.class", DuckDbSinkConnector.class.getName(),
                "topics", "t",
                "url", url(directory.resolve("w.duckdb")),
                "consumer.override.isolation.level", "read_committed"));

        assertThat(connector.taskConfigs(8)).hasSize(1);
    }
}
