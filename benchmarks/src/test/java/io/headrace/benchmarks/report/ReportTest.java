package io.headrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.benchmarks.report.Result.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ReportTest {
    private static final Result RESULT = new Result(
            "sink-x",
            "line<item>",
            "avro",
            10,
            new Series("headrace", List.of(200.0, 300.0, 100.0), List.of(5.0, 6.0, 7.0), List.of(0.1, 0.2, 0.3)),
            new Series("limit", List.of(400.0), List.of(1.0), List.of(1.0)),
            null);

    @TempDir
    Path directory;

    @Test
    void keepsEveryTurn() throws Exception {
        new Report(directory).write(RESULT);
        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("sink-x.json").toFile());
        assertThat(json.path("ours").path("turns").toString()).isEqualTo("[200,300,100]");
        assertThat(json.path("ours").path("rows_per_second").asLong()).isEqualTo(200);
        assertThat(json.path("of_limit").asDouble()).isEqualTo(0.5);
        assertThat(json.has("peer")).isFalse();
        assertThat(json.path("machine").path("processors").asInt()).isPositive();
    }

    @Test
    void plotsBarsToScale() throws Exception {
        new Report(directory).write(RESULT);
        Path plot = directory.resolve("sink-x.svg");
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(plot.toFile());
        NodeList bars = svg.getElementsByTagName("rect");
        // The first rectangle is the paper.
        assertThat(bars.getLength()).isEqualTo(3);
        assertThat(width(bars, 1)).isEqualTo("220.0");
        assertThat(width(bars, 2)).isEqualTo("440.0");
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4);
        String first = Files.readString(plot);
        new Report(directory).write(RESULT);
        assertThat(plot).hasContent(first);
    }

    private static String width(NodeList bars, int index) {
        return bars.item(index).getAttributes().getNamedItem("width").getNodeValue();
    }
}
