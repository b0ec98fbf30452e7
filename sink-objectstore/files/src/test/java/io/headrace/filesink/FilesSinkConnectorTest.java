package io.headrace.filesink;

import static org.assertj.core.api.Assertions.assertThat;

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
class FilesSinkConnectorTest {

    @TempDir
    Path directory;

    private static List<String> errors(Map<String, String> own) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "lake",
                "connector.class", FilesSinkConnector.class.getName(),
                "topics", "t",
                "consumer.override.isolation.level", "read_committed"));
        config.putAll(own);
        return new FilesSinkConnector()
                .validate(config).configValues().stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();
    }

    @Test
    void aDirectoryThatIsThereIsTriedAndLeftAsItWas() throws IOException {
        assertThat(errors(Map.of("url", directory.toUri().toString()))).isEmpty();
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aDirectoryThatIsNotThereYetIsFineAndIsNotMade() {
        Path missing = directory.resolve("a/b");
        assertThat(errors(Map.of("url", "file://" + missing))).isEmpty();
        assertThat(missing).doesNotExist();
    }

    @Test
    void aFileInTheWayIsAnErrorOfTheUrl() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThat(errors(Map.of("url", "file://" + file + "/lake")))
                .containsExactly("url: '" + file + "' is a file. Name a directory, or one that can be made.");
        assertThat(errors(Map.of("url", "file://" + file + "/lake", "validate.connect", "false")))
                .isEmpty();
    }

    @Test
    void aHostIsAForgottenSlash() {
        assertThat(errors(Map.of("url", "file://var/lake")))
                .containsExactly("url: 'file://var/lake' names a host, 'var'. Write three slashes: file:///var/lake");
        assertThat(errors(Map.of("url", "file:///var/lake?x=y")))
                .containsExactly(
                        "url: 'file:///var/lake?x=y' is not a directory. Write file:///path and nothing else.");
        assertThat(errors(Map.of("url", "s3://bucket/lake")))
                .containsExactly(
                        "url: the scheme 's3' is not allowed; it must be file. Set it to a URL that begins with file://.");
    }

    @Test
    void theTablesOfListsNeedFoldersOfTheirOwn() {
        assertThat(errors(Map.of(
                        "url",
                        directory.toUri().toString(),
                        "nested.lists",
                        "child",
                        "path.format",
                        "${topic}/dt=${yyyy-MM-dd}")))
                .containsExactly(
                        "path.format: '${topic}/dt=${yyyy-MM-dd}' has no ${table}, so with nested.lists=child the rows of a list would lie among those of its table. Add ${table}, or set nested.lists to keep.");
    }

    @Test
    void everyErrorIsSaidAtOnce() {
        assertThat(errors(Map.of(
                        "url",
                        "file:///",
                        "validate.connect",
                        "false",
                        "format",
                        "jsonl",
                        "compression",
                        "snappy",
                        "path.format",
                        "${tabel}",
                        "write.mode",
                        "merge")))
                .containsExactlyInAnyOrder(
                        "compression: 'snappy' is not possible with format=jsonl. Set it to zstd, gzip or none.",
                        "path.format: ${tabel} is not allowed; it must be ${table}, ${topic}, ${partition}, or a time of y, M, d and H such as ${yyyy-MM-dd}. Correct it.",
                        "write.mode: 'merge' is not possible in this target, which has no keys. Set it to 'append'; the op and offset columns tell the last state of each key.");
    }
}
