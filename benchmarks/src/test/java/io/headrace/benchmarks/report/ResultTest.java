package io.headrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.report.Result.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Series OURS = new Series(
            "headrace", List.of(100_000.0, 300_000.0, 200_000.4), List.of(500.0, 510.0, 490.0), List.of(3.0, 2.0, 1.0));
    private static final Series LIMIT = new Series("limit", List.of(240_000.0, 260_000.0), List.of(1.0), List.of(1.0));
    private static final Series PEER = new Series("slow", List.of(40_000.0), List.of(1_999.6), List.of(1.0));

    @Test
    void isOneLine() {
        assertThat(new Result("sink-x", "lineitem", "avro", 2_000_000, OURS, LIMIT, PEER).line())
                .isEqualTo(
                        "RESULT name=sink-x rows=2000000 ours=200000 peer=slow:40000 ratio=5.00 limit=250000 of_limit=0.80"
                                + " rss_mb=500 peer_rss_mb=2000 runs=3 converter=avro table=lineitem");
    }

    @Test
    void saysThatThereIsNoPeer() {
        assertThat(new Result("sink-x", "lineitem", "json", 7, OURS, LIMIT, null).line())
                .isEqualTo("RESULT name=sink-x rows=7 ours=200000 peer=none ratio=none limit=250000 of_limit=0.80"
                        + " rss_mb=500 peer_rss_mb=none runs=3 converter=json table=lineitem");
    }

    @Test
    void takesTheMiddle() {
        assertThat(Result.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Result.median(List.of(9.0, 1.0, 5.0, 4.0))).isEqualTo(4.5);
    }
}
