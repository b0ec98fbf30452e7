package io.headrace.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every module must bring so that the gate covers it. */
class ModulesTest {

    static Stream<Path> modulesWithCode() {
        return House.modules().stream()
                .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                .filter(module -> !module.endsWith("rules"))
                .map(House.ROOT::relativize);
    }

    @ParameterizedTest
    @MethodSource("modulesWithCode")
    void theHouseRulesRunHere(Path module) {
        assertThat(House.read(House.ROOT.resolve(module).resolve("pom.xml")))
                .as("The house rules run only where their jar is a test dependency: add it to this pom.xml")
                .contains("<artifactId>headrace-rules</artifactId><scope>test</scope>");
    }
}
