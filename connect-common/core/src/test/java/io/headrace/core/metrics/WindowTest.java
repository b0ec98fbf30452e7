package io.headrace.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final HandClock clock = new HandClock();
    private final Window window = new Window(clock);

    @Test
    void beginsWithASlotAndGrowsToAMinute() {
        window.add(50);
        assertThat(window.perSecond()).isEqualTo(5.0);

        clock.pass(Duration.ofSeconds(20));
        window.add(50);
        assertThat(window.perSecond()).isEqualTo(5.0);

        clock.pass(Duration.ofSeconds(35));
        assertThat(window.perSecond()).isEqualTo(100 / 55.0);
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        window.add(1000);
        clock.pass(Duration.ofSeconds(30));
        window.add(7);
        assertThat(window.greatest()).isEqualTo(1000);

        clock.pass(Duration.ofSeconds(30));
        assertThat(window.greatest()).isEqualTo(7);
        assertThat(window.perSecond()).isEqualTo(7 / 50.0);

        clock.pass(Duration.ofHours(1));
        assertThat(window.greatest()).isZero();
        assertThat(window.perSecond()).isZero();
    }

    @Test
    void usesASlotAgain() {
        window.add(1000);
        clock.pass(Duration.ofSeconds(60));
        window.add(3);

        assertThat(window.greatest()).isEqualTo(3);
    }
}
