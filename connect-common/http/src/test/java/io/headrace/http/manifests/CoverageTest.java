package io.headrace.http.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.manifest.Manifest;
import io.headrace.http.spec.ComponentType;
import io.headrace.http.spec.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the declarations leave out anything of Airbyte's language that we say we run. */
final class CoverageTest {

    /** What a hosted service does, what reads Airbyte's own stored state, and a schema from a file. */
    private static final Set<String> NOT_OF_THE_LEVELS =
            Set.of("AuthFlow", "LegacyToPerPartitionStateMigration", "JsonFileSchemaLoader");

    static Stream<String> declarations() {
        return Stream.concat(
                Apis.all().keySet().stream().map(Manifests::text),
                Stream.of("github", "stripe").map(CoverageTest::example));
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void areReadWithoutAnythingLeftOut(String declaration) {
        Manifest manifest = Manifest.read(declaration, Manifest.Unsupported.FAIL);

        assertThat(manifest.skipped()).isEmpty();
        assertThat(manifest.streams().size() + manifest.dynamicStreams().size()).isPositive();
    }

    private static String example(String name) {
        try {
            return Files.readString(Path.of("../../config-examples/http/" + name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void togetherUseEveryComponentOfTheTwoLevels() {
        Set<String> used = new TreeSet<>();
        Apis.all().keySet().forEach(name -> used.addAll(UsedTypes.of(Manifests.plain(name))));

        Set<String> unused = new TreeSet<>();
        Vocabulary.standard().types().stream()
                .filter(type -> !type.ours() && !type.refused() && !type.custom())
                .map(ComponentType::name)
                .filter(name -> !used.contains(name) && !NOT_OF_THE_LEVELS.contains(name))
                .forEach(unused::add);

        assertThat(unused).isEmpty();
        assertThat(Apis.all()).hasSize(20);
    }
}
