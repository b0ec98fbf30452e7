package io.headrace.benchmarks.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DelaysTest {
    @Test
    void aChangeIsVisibleWithTheFirstGreaterNumber() {
        TreeMap<Long, Long> seen = new TreeMap<>(Map.of(2L, 5_000L, 4L, 9_000L));
        Delays delays = Delays.between(Map.of(1L, 1_000L, 2L, 2_000L, 3L, 3_000L), seen);
        assertThat(delays.millis()).containsExactly(3.0, 4.0, 6.0);
    }

    @Test
    void refusesAChangeThatWasNeverVisible() {
        assertThatThrownBy(() -> Delays.between(Map.of(3L, 1_000L), new TreeMap<>(Map.of(2L, 5_000L))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Change 3 was never visible");
    }

    @Test
    void percentilesAreDelaysThatWereMeasured() {
        Delays delays = new Delays(
                IntStream.rangeClosed(1, 200).mapToObj(Double::valueOf).toList());
        assertThat(delays.percentile(50)).isEqualTo(100);
        assertThat(delays.percentile(99)).isEqualTo(198);
        assertThat(new Delays(List.of()).percentile(99)).isZero();
    }
}
