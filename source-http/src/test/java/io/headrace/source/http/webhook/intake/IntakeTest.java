package io.headrace.source.http.webhook.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.metrics.TaskMetrics;
import io.headrace.runtime.Await;
import io.headrace.source.http.FakeContext;
import io.headrace.source.http.webhook.event.Delivery;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task holds for Connect. */
class IntakeTest {

    private final IntakeMetrics metrics =
            new IntakeMetrics(TaskMetrics.ofSource(new FakeContext(Map.of()), "intake", 0));
    private final Intake intake = new Intake(metrics, 10, Duration.ofSeconds(5), System::nanoTime);

    @AfterEach
    void close() {
        intake.close(Duration.ZERO);
        metrics.close();
    }

    /** A paused task is not polled, and its senders give up one after the other: the memory that is given back to others must be free. */
    @Test
    void whatIsTakenBackIsNotHeldUntilTheNextPoll() {
        Delivery kept = new Delivery();
        List<WeakReference<Delivery>> late = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Delivery delivery = new Delivery();
            late.add(new WeakReference<>(delivery));
            intake.offer(delivery);
            if (i == 0) {
                intake.offer(kept);
            }
            delivery.cancel();
        }
        Await.until("the memory", Duration.ofSeconds(30), () -> {
            System.gc();
            return late.stream().allMatch(one -> one.get() == null);
        });
        assertThat(intake.waiting()).isEqualTo(1);
        assertThat(kept.cancel()).isTrue();
        assertThat(intake.waiting()).isZero();
    }
}
