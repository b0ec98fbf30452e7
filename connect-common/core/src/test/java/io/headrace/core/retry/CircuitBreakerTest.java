package io.headrace.core.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.retry.CircuitBreaker.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Duration REST = Duration.ofSeconds(30);

    private final HandClock clock = new HandClock();
    private final CircuitBreaker breaker = new CircuitBreaker(3, REST, clock);

    @Test
    void opensAfterFailuresInARow() {
        breaker.failed();
        breaker.failed();
        breaker.succeeded();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.tryAcquire()).isTrue();

        breaker.failed();
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.tryAcquire()).isFalse();
        assertThat(breaker.untilProbe()).isEqualTo(REST);
    }

    @Test
    void letsOneCallProbeAfterTheRest() {
        open();
        clock.pass(REST.minusMillis(1));
        assertThat(breaker.tryAcquire()).isFalse();
        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofMillis(1));

        clock.pass(Duration.ofMillis(1));
        assertThat(breaker.tryAcquire()).isTrue();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.tryAcquire()).isFalse();
    }

    @Test
    void aGoodProbeClosesItAndTheCountStartsAnew() {
        probe();
        breaker.succeeded();

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.untilProbe()).isZero();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aBadProbeOpensItForAnotherRest() {
        probe();
        clock.pass(Duration.ofSeconds(5));
        breaker.failed();

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.untilProbe()).isEqualTo(REST);
    }

    @Test
    void aProbeThatNeverEndsIsGivenUpAfterARest() {
        probe();
        clock.pass(REST);

        assertThat(breaker.tryAcquire()).isTrue();
        assertThat(breaker.tryAcquire()).isFalse();
    }

    @Test
    void outcomesOfEarlierCallsDoNotMoveAnOpenBreaker() {
        open();
        clock.pass(Duration.ofSeconds(10));
        breaker.failed();
        breaker.succeeded();

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aClockSetBackDoesNotLockItOpen() {
        open();
        clock.pass(Duration.ofDays(-1));

        assertThat(breaker.tryAcquire()).isTrue();
    }

    @Test
    void onlyOneOfManyThreadsProbes() throws Exception {
        open();
        clock.pass(REST);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> call = breaker::tryAcquire;
            long let = 0;
            for (Future<Boolean> answer :
                    threads.invokeAll(Stream.generate(() -> call).limit(64).toList())) {
                let += answer.get() ? 1 : 0;
            }
            assertThat(let).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThatThrownBy(() -> new CircuitBreaker(0, REST, clock))
                .hasMessage("The failures 0 must be at least 1 and the rest PT30S not negative");
    }

    private void open() {
        breaker.failed();
        breaker.failed();
        breaker.failed();
    }

    private void probe() {
        open();
        clock.pass(REST);
        assertThat(breaker.tryAcquire()).isTrue();
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(Duration span) {
            now = now.plus(span);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
