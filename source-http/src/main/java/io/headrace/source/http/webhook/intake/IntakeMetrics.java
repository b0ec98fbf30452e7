package io.headrace.source.http.webhook.intake;

import io.headrace.core.metrics.Counter;
import io.headrace.core.metrics.TaskMetrics;
import io.headrace.core.metrics.Timer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What a task tells about the requests that came to it. */
public final class IntakeMetrics implements AutoCloseable {

    private final TaskMetrics metrics;
    private final Counter accepted;
    private final Counter events;
    private final Counter repeated;
    private final Counter unauthorized;
    private final Counter refused;
    private final Counter unavailable;
    private final Counter failed;
    private final Timer answer;

    public IntakeMetrics(TaskMetrics metrics) {
        this.metrics = metrics;
        this.accepted = metrics.counter("requests-accepted", "Requests whose events are all in Kafka");
        this.events = metrics.counter("events-stored", "Events that Kafka has acknowledged");
        this.repeated = metrics.counter("events-repeated", "Events that were left out because they had come before");
        this.unauthorized = metrics.counter("requests-unauthorized", "Requests without a good signature or key");
        this.refused = metrics.counter("requests-refused", "Requests that were wrong in another way");
        this.unavailable = metrics.counter("requests-unavailable", "Requests that were told to come again later");
        this.failed = metrics.counter("requests-unanswered", "Requests that Kafka did not acknowledge in time");
        this.answer = metrics.timer("request", "Requests from their last byte to Kafka's acknowledgement");
    }

    /** Shows how much waits, and for how many requests; must not block. */
    public void showWaiting(LongSupplier bytes, LongSupplier requests) {
        metrics.gauge("buffered-bytes", "Bytes of requests that the listener holds in memory", bytes);
        metrics.gauge("waiting-requests", "Requests of this task that wait for Kafka", requests);
    }

    /** Counts a request that ended well. */
    public void accepted(int stored, int left, Duration took) {
        accepted.add(1);
        events.add(stored);
        repeated.add(left);
        answer.add(took);
    }

    /** Counts a request by the status of its answer. */
    public void refused(int status) {
        if (status == 401) {
            unauthorized.add(1);
        } else if (status == 503) {
            unavailable.add(1);
        } else if (status >= 500) {
            failed.add(1);
        } else {
            refused.add(1);
        }
    }

    @Override
    public void close() {
        metrics.close();
    }
}
