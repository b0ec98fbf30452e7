package io.headrace.source.http.webhook.intake;

import io.headrace.source.http.webhook.event.Delivery;
import io.headrace.source.http.webhook.event.Delivery.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one task takes to Kafka. Listener threads queue deliveries, the task's thread polls them. Thread-safe.
 *
 * <p>A task is not told when it is paused, and its thread waits in the producer while Kafka is away: both show as a task that is not polled, and such an intake says that it is not live.
 */
public final class Intake {

    private final IntakeMetrics metrics;
    private final int mostRecords;
    private final long patienceNanos;
    private final LongSupplier nanos;
    private final LinkedBlockingQueue<Delivery> queue = new LinkedBlockingQueue<>();
    private final Set<Delivery> open = ConcurrentHashMap.newKeySet();
    private volatile boolean polling;
    private volatile long polledAt;
    private volatile boolean closed;

    /**
     * @param mostRecords after how many records a poll ends
     * @param patience how long the task may go unpolled before it counts as paused
     */
    public Intake(IntakeMetrics metrics, int mostRecords, Duration patience, LongSupplier nanos) {
        this.metrics = metrics;
        this.mostRecords = mostRecords;
        this.patienceNanos = patience.toNanos();
        this.nanos = nanos;
        this.polledAt = nanos.getAsLong();
    }

    public IntakeMetrics metrics() {
        return metrics;
    }

    /** Whether Connect takes records from this task. */
    public boolean isLive() {
        return !closed && (polling || nanos.getAsLong() - polledAt < patienceNanos);
    }

    /** Queues a delivery; it is cancelled when the task has ended. One that is taken back leaves the queue then, since the memory that it had is given to others. */
    public void offer(Delivery delivery) {
        open.add(delivery);
        delivery.whenSettled(result -> {
            open.remove(delivery);
            if (result == Result.NOT_SENT) {
                // Whoever is late came early, so this is near the head.
                queue.remove(delivery);
            }
        });
        queue.add(delivery);
        if (closed) {
            delivery.abandon();
        }
    }

    /** The number of requests that wait for Kafka. */
    public int waiting() {
        return open.size();
    }

    /**
     * The records of whole requests, in the order in which they came.
     *
     * @param wait how long to wait for the first
     * @return null when none came, as Connect wants it
     */
    public @Nullable List<SourceRecord> poll(Duration wait) throws InterruptedException {
        polling = true;
        try {
            Delivery first = queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            return first == null ? null : records(first, queue);
        } finally {
            polledAt = nanos.getAsLong();
            polling = false;
        }
    }

    private @Nullable List<SourceRecord> records(Delivery first, Queue<Delivery> more) {
        List<SourceRecord> records = new ArrayList<>(first.handOver());
        while (records.size() < mostRecords) {
            Delivery next = more.poll();
            if (next == null) {
                break;
            }
            records.addAll(next.handOver());
        }
        return records.isEmpty() ? null : records;
    }

    /**
     * Ends it: waits a little for what Connect has, takes back what it has not, and lets nobody wait any longer.
     *
     * @param patience how long to wait for acknowledgements
     */
    public void close(Duration patience) {
        closed = true;
        queue.forEach(Delivery::cancel);
        long end = nanos.getAsLong() + patience.toNanos();
        synchronized (this) {
            while (!open.isEmpty() && nanos.getAsLong() < end) {
                try {
                    wait(10);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
        }
        List.copyOf(open).forEach(Delivery::abandon);
    }
}
