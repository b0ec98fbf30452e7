package io.headrace.source.http.poll;

import io.headrace.core.metrics.Counter;
import io.headrace.core.metrics.TaskMetrics;
import io.headrace.core.metrics.Timer;
import io.headrace.http.client.HttpMetrics;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What a task tells about its reading. */
public final class PollMetrics implements HttpMetrics, AutoCloseable {

    private final TaskMetrics metrics;
    private final Counter records;
    private final Counter deletes;
    private final Counter passes;
    private final Counter errors;
    private final Counter heartbeats;
    private final Counter bytes;
    private final Counter retries;
    private final Counter waits;
    private final Counter ignored;
    private final Timer request;

    public PollMetrics(TaskMetrics metrics) {
        this.metrics = metrics;
        this.records = metrics.counter("records-read", "Records given to Connect");
        this.deletes = metrics.counter("deletes-read", "Deletions among the records");
        this.passes = metrics.counter("passes", "Passes over a stream that came to their end");
        this.errors = metrics.counter("stream-errors", "Failures of streams, each attempt for itself");
        this.heartbeats = metrics.counter("heartbeats", "Heartbeats that were sent");
        this.bytes = metrics.counter("received-bytes", "Bytes of bodies, as they were sent");
        this.retries = metrics.counter("request-retries", "Requests that were repeated because of their outcome");
        this.waits = metrics.counter("waited-ms", "Milliseconds of waits that budget, API or backoff asked for");
        this.ignored = metrics.counter("responses-ignored", "Responses that were left out by declared choice");
        this.request = metrics.timer("request", "Requests until headers or an error came");
    }

    void show(LongSupplier streams, LongSupplier failed) {
        metrics.gauge("streams", "Streams, or parts of them, that the task reads", streams);
        metrics.gauge("streams-failed", "Those that cannot be read at present", failed);
    }

    void read(int all, int deleted) {
        records.add(all);
        deletes.add(deleted);
    }

    void passed() {
        passes.add(1);
    }

    void failed() {
        errors.add(1);
    }

    void beat() {
        heartbeats.add(1);
    }

    @Override
    public void sent(Duration took) {
        request.add(took);
    }

    @Override
    public void received(long count) {
        bytes.add(count);
    }

    @Override
    public void retried() {
        retries.add(1);
    }

    @Override
    public void waited(Duration wait) {
        waits.add(wait.toMillis());
    }

    @Override
    public void ignored() {
        ignored.add(1);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
