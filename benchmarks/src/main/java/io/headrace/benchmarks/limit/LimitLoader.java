package io.headrace.benchmarks.limit;

import io.headrace.benchmarks.data.Column;
import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Writes polls into the target, one after the other, off the task's thread. All methods are for the task's thread, which waits for the poll before. */
final class LimitLoader {
    private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BulkTarget target;
    private final Cells cells;
    private final int commitRows;
    private final @Nullable Object[] row;
    private final TaskExecutor executor = new SingleThreadExecutor("limit-loader");
    private final Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> durable = new HashMap<>();
    private CompletableFuture<@Nullable Void> running = CompletableFuture.completedFuture(null);
    private int uncommitted;
    private long firstUncommitted;

    LimitLoader(BulkTarget target, List<Column> columns, int commitRows) {
        this.target = target;
        this.cells = new Cells(columns);
        this.commitRows = commitRows;
        this.row = new @Nullable Object[columns.size()];
    }

    void load(List<SinkRecord> batch) {
        running.join();
        running = CompletableFuture.runAsync(() -> write(batch), executor::execute);
    }

    /** {@return what is committed; what waits for a second is committed first} */
    Map<TopicPartition, OffsetAndMetadata> durable() {
        running.join();
        if (uncommitted > 0 && System.nanoTime() - firstUncommitted > COMMIT_NANOS) {
            running = CompletableFuture.runAsync(this::commit, executor::execute);
            running.join();
        }
        return Map.copyOf(durable);
    }

    void close() {
        if (!executor.shutdown(PATIENCE)) {
            return;
        }
        try {
            target.close();
        } catch (IOException | SQLException e) {
            throw new ConnectException("Cannot close the target", e);
        }
    }

    private void write(List<SinkRecord> batch) {
        if (uncommitted == 0) {
            firstUncommitted = System.nanoTime();
        }
        try {
            for (SinkRecord record : batch) {
                cells.read(Objects.requireNonNull(record.value()), row);
                target.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new ConnectException(e);
        }
        uncommitted += batch.size();
        SinkRecord last = batch.get(batch.size() - 1);
        written.put(
                new TopicPartition(last.topic(), last.kafkaPartition()), new OffsetAndMetadata(last.kafkaOffset() + 1));
        if (uncommitted >= commitRows) {
            commit();
        }
    }

    private void commit() {
        try {
            target.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new ConnectException(e);
        }
        uncommitted = 0;
        durable.putAll(written);
    }
}
