package io.headrace.benchmarks.squeeze;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void isALineForScripts() {
        Outcome outcome = outcome(900, 0, 0, false);
        assertThat(outcome.line())
                .isEqualTo("SQUEEZE phase=values target=parquet rows=5000 first_min=1000 last_min=900 ratio=0.90 "
                        + "heap_peak_mb=400 rss_peak_mb=700 oom=0 missing=0 failed=0");
        assertThat(outcome.isGood()).isTrue();
    }

    @Test
    void failsBySlownessMemoryLossOrFailure() {
        assertThat(outcome(799, 0, 0, false).isGood()).isFalse();
        assertThat(outcome(900, 1, 0, false).isGood()).isFalse();
        assertThat(outcome(900, 0, -1, false).isGood()).isFalse();
        assertThat(outcome(900, 0, 0, true).isGood()).isFalse();
    }

    private static Outcome outcome(double last, long outOfMemory, long missing, boolean failed) {
        return new Outcome(Phase.VALUES, Warehouse.PARQUET, 5_000, 1_000, last, 400, 700, outOfMemory, missing, failed);
    }
}
