package io.headrace.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the pages of this repository lead somewhere. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> all = Files.walk(House.ROOT)) {
            List<Path> pages = all.filter(file -> file.toString().endsWith(".md"))
                    .map(House.ROOT::relativize)
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
            return pages.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadsSomewhere(Path page) {
        Path file = House.ROOT.resolve(page);
        assertThat(LINK.matcher(House.read(file)).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }
}
