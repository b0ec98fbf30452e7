package io.headrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenDirectoryTest {

    @TempDir
    private Path parent;

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void whatIsSavedIsFoundByTheNextOne() throws IOException {
        Path directory = parent.resolve("a/tokens");
        TokenStore store = new TokenDirectory(directory);
        assertThat(store.load("one")).isEmpty();
        store.save("one", Secret.of("first"));
        store.save("two", Secret.of("other"));
        store.save("one", Secret.of("second"));

        TokenStore next = new TokenDirectory(directory);
        assertThat(next.load("one")).contains(Secret.of("second"));
        assertThat(next.load("two")).contains(Secret.of("other"));
        assertThat(next.isDurable()).isTrue();
        assertThat(files(directory)).as("nothing is left over").hasSize(2);
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        Path directory = parent.resolve("tokens");
        new TokenDirectory(directory).save("one", Secret.of("first"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(files(directory))
                .singleElement()
                .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"))
                .satisfies(file -> assertThat(file.getFileName().toString()).matches("[0-9a-f]{32}\\.token"));
    }

    @Test
    void saysWhatCannotBeADirectory() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "x");
        assertThat(TokenDirectory.problem(parent)).isEmpty();
        assertThat(TokenDirectory.problem(parent.resolve("not/yet/there"))).isEmpty();
        assertThat(TokenDirectory.problem(file)).contains("it is no directory");
        assertThat(TokenDirectory.problem(file.resolve("below"))).contains("it is no directory");
        assertThatThrownBy(() -> new TokenDirectory(file).save("one", Secret.of("canary")))
                .hasMessage(
                        "The directory of refresh tokens, " + file + ", cannot be made, because there is a file of that"
                                + " name (FileAlreadyExistsException). Give its rights to the user that runs this.");
    }
}
