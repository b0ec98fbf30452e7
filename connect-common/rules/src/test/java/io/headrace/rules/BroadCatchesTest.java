package io.headrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadCatchesTest {

    @TempDir
    private Path sources;

    private Path file;

    @BeforeEach
    void makeTheFile() throws IOException {
        file = Files.createDirectories(sources.resolve("a/b")).resolve("Catches.java");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catch (Exception e) {}",
                "catch (RuntimeException e) { log.warn(\"ignored\", e); }",
                "catch (Throwable t) { return; }",
                "catch (Error e) { count = 1; }",
                "catch (java.io.IOException | RuntimeException e) { e.toString(); }",
            })
    void findsACatchThatEndsTheException(String handler) throws IOException {
        write(handler);
        assertThat(BroadCatches.in(sources))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(Path.of("a/b/Catches.java") + ":5: catch (");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catch (java.io.IOException e) {}",
                "catch (Exception e) { throw e; }",
                "catch (Exception e) { throw new IllegalStateException(\"x\", e); }",
                "catch (Exception e) { if (broken) { throw e; } }",
                "catch (Exception e) { retry(classify(e)); }",
                "catch (Exception e) { failure = e; }",
                "catch (Exception e) { return new Failed(e); }",
                "catch (Exception e) { return e; }",
            })
    void letsACatchThatDecidesPass(String handler) throws IOException {
        write(handler);
        assertThat(BroadCatches.in(sources)).isEmpty();
    }

    @Test
    void toleratesAModuleWithoutSources() throws IOException {
        assertThat(BroadCatches.in(sources.resolve("none"))).isEmpty();
    }

    private void write(String handler) throws IOException {
        Files.writeString(
                file,
                "package a.b;\nclass Catches {\n  Object run() {\n    try { work(); }\n    " + handler + "\n  }\n}\n");
    }
}
