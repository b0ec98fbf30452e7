package io.headrace.source.http.webhook.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The records of one request on their way to Kafka. It is settled once, by Kafka's acknowledgements or because it will not get there; who waits for that is told then, on the thread that
 * settles it. Thread-safe.
 */
public final class Delivery {

    /** How a delivery ended. */
    public enum Result {
        /** Kafka has every record. */
        STORED,
        /** Connect dropped a record, because a transform wanted it or Kafka refused it. Others of the request may be in Kafka. */
        DROPPED,
        /** Nothing was handed to Connect. */
        NOT_SENT,
        /** The task ended before Kafka had answered: the records may be in Kafka or not. */
        UNKNOWN
    }

    private enum State {
        WAITING,
        HANDED_OVER,
        CANCELLED
    }

    private List<EventRecord> records = List.of();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final AtomicInteger open = new AtomicInteger();
    private final List<Consumer<Result>> waiting = new ArrayList<>(2);
    private volatile boolean dropped;
    private volatile Result result = Result.UNKNOWN;
    private volatile boolean settled;

    /** Says what it has to store; once, before the delivery is queued. */
    public void fill(List<EventRecord> all) {
        records = all;
        open.set(all.size());
    }

    /** The number of records. */
    public int size() {
        return records.size();
    }

    /** The records, for Connect, once: from now on only acknowledgements settle it. Empty when it was cancelled before. */
    public List<? extends SourceRecord> handOver() {
        return state.compareAndSet(State.WAITING, State.HANDED_OVER) ? records : List.of();
    }

    /** Takes it back if nothing was handed over yet. */
    public boolean cancel() {
        if (!state.compareAndSet(State.WAITING, State.CANCELLED)) {
            return false;
        }
        settle(Result.NOT_SENT);
        return true;
    }

    /** Connect has done with one record. */
    public void acknowledge(boolean stored) {
        if (!stored) {
            dropped = true;
        }
        if (open.decrementAndGet() == 0) {
            settle(dropped ? Result.DROPPED : Result.STORED);
        }
    }

    /** The task ends: nobody will acknowledge any more. */
    public void abandon() {
        if (!cancel()) {
            settle(Result.UNKNOWN);
        }
    }

    /** Tells when it is settled; at once when it is already. */
    public void whenSettled(Consumer<Result> listener) {
        synchronized (waiting) {
            if (!settled) {
                waiting.add(listener);
                return;
            }
        }
        listener.accept(result);
    }

    private void settle(Result how) {
        List<Consumer<Result>> listeners;
        synchronized (waiting) {
            if (settled) {
                return;
            }
            result = how;
            settled = true;
            listeners = List.copyOf(waiting);
            waiting.clear();
        }
        listeners.forEach(listener -> listener.accept(how));
    }
}
