package io.headrace.rules.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {

    @Test
    void writesWhenAskedAndComparesOtherwise(@TempDir Path folder) {
        Path file = folder.resolve("docs/page.md");
        Golden.assertMatches(file, "one\n", true);

        assertThat(file).hasContent("one\n");
        Golden.assertMatches(file, "one\n", false);
        assertThatThrownBy(() -> Golden.assertMatches(file, "two\n", false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("page.md differs; if the change is meant, write it with -Dgolden.update=true");
        assertThatThrownBy(() -> Golden.assertMatches(folder.resolve("none.md"), "two\n", false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("none.md is missing; write it with -Dgolden.update=true and commit it");
    }

    @Test
    void findsTheRootOfTheReactor() {
        assertThat(Golden.reactorRoot().resolve("connect-common/rules/pom.xml")).isRegularFile();
    }
}
