package io.headrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitTest {
    @Test
    void returnsTheFirstWantedValue() {
        Iterator<Integer> values = List.of(1, 2, 3, 4).iterator();
        assertThat(Await.until("more than two", Duration.ofSeconds(10), values::next, value -> value > 2))
                .isEqualTo(3);
    }

    @Test
    void saysWhatItWaitedForAndWhatItSaw() {
        assertThatThrownBy(() -> Await.until("three rows", Duration.ofMillis(1), () -> 2, rows -> rows == 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Waited 1 ms for three rows; last seen: 2");
    }

    @Test
    void repeatsAssertionsAndThrowsTheLastFailure() {
        Iterator<Integer> values = List.of(1, 2, 3).iterator();
        Await.asserted(Duration.ofSeconds(10), () -> assertThat(values.next()).isEqualTo(3));
        assertThatThrownBy(() -> Await.asserted(
                        Duration.ZERO, () -> assertThat(1).as("rows").isEqualTo(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rows");
    }
}
