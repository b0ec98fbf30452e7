package io.headrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    private static final Figures FIGURES =
            Figures.of("start").with("seconds", 3.14159).with("rss_mb", 440L).with("turns", List.of(3.14159, 5.0));

    @TempDir
    Path directory;

    @Test
    void printsWhatIsNoList() {
        assertThat(FIGURES.line()).isEqualTo("RESULT name=start seconds=3.14 rss_mb=440");
    }

    @Test
    void keepsAll() throws IOException {
        new Report(directory)
                .write(FIGURES, BarPlot.of("start", "seconds").with("headrace run", List.of(5.44, 5.21, 5.3), true));
        assertThat(Files.readString(directory.resolve("start.json")))
                .contains("\"seconds\" : 3.14")
                .contains("\"turns\" : [ 3.14, 5.0 ]")
                .contains("\"commit\"")
                .contains("\"machine\"");
        assertThat(Files.readString(directory.resolve("start.svg"))).contains(">headrace run<", ">5.3<");
    }
}
