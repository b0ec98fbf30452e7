package io.headrace.benchmarks.squeeze;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private final Pace pace = new Pace();

    @Test
    void timeBeginsWithTheFirstDurableRows() {
        at(0, 0);
        at(30, 100);
        at(40, 600);
        at(60, 800);
        assertThat(pace.length()).isEqualTo(Duration.ofSeconds(30));
        assertThat(pace.first(TEN)).isEqualTo(50);
        assertThat(pace.last(TEN)).isEqualTo(10);
    }

    @Test
    void betweenLooksRowsComeEvenly() {
        at(10, 10);
        at(14, 50);
        at(30, 50);
        assertThat(pace.first(Duration.ofSeconds(2))).isEqualTo(10);
    }

    @Test
    void nothingDurableIsNoSpeed() {
        at(10, 0);
        assertThat(pace.length()).isZero();
        assertThat(pace.first(TEN)).isZero();
        assertThat(pace.last(TEN)).isZero();
    }

    private void at(int seconds, long rows) {
        pace.add(Duration.ofSeconds(seconds).toNanos(), rows);
    }
}
