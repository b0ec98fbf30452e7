package io.headrace.core.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    /** Always throws the highest number, so that a wait is its bound. */
    private static final RandomGenerator HIGHEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @Test
    void theBoundDoublesUpToTheCapAndStartsAnewAfterASuccess() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1000), HIGHEST);

        assertThat(next(backoff, 6)).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
        assertThat(backoff.attempts()).isEqualTo(6);
        backoff.reset();
        assertThat(backoff.attempts()).isZero();
        assertThat(next(backoff, 2)).containsExactly(100L, 200L);
    }

    @Test
    void theBoundNeverOverflows() {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE - 1);
        Backoff backoff = new Backoff(Duration.ofNanos(1), longest, HIGHEST);
        next(backoff, 200);

        assertThat(backoff.next()).isEqualTo(longest);
    }

    @Test
    void theJitterFillsTheWholeSpan() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), new SplittableRandom(7));
        List<Long> waits = next(backoff, 1000);

        assertThat(waits).allMatch(wait -> wait >= 0 && wait <= 1000);
        assertThat(waits).anyMatch(wait -> wait < 50).anyMatch(wait -> wait > 950);
        assertThat(waits.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isBetween(450.0, 550.0);
    }

    @Test
    void refusesSpansThatCannotGrow() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), HIGHEST))
                .hasMessage("The first wait PT0S must be positive and at most the cap PT1S");
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), HIGHEST))
                .hasMessage("The first wait PT2S must be positive and at most the cap PT1S");
    }

    private static List<Long> next(Backoff backoff, int times) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            waits.add(backoff.next().toMillis());
        }
        return waits;
    }
}
