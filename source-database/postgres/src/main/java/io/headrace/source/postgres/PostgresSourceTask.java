package io.headrace.source.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.core.error.HeadraceException;
import io.headrace.source.postgres.capture.CaptureTask;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures a database's changes through Debezium's task, cut at whole events and in the form that {@code record.format} names. */
public final class PostgresSourceTask extends SourceTask {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSourceTask.class);
    private static final long PAUSE_MS = 1000;

    private @Nullable Map<String, String> properties;
    private @Nullable Running running;
    private @Nullable Map<String, ?> resumeAt;
    private @Nullable Long heldSince;

    /** What there is once the server has answered. */
    private record Running(CaptureTask debezium, EventStream events, RecordForm form) {}

    private interface RecordForm {
        SourceRecord convert(PositionedRecord record);
    }

    @Override
    public String version() {
        return Version.text();
    }

    /** Reads the configuration only: a server that is down for a while is waited for in {@link #poll()}. */
    @Override
    public void start(Map<String, String> properties) {
        SourceConfig.parse(properties);
        this.properties = Map.copyOf(properties);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        Map<String, String> given = properties;
        if (given == null) {
            return null;
        }
        Running now = running;
        if (now == null) {
            return tryToRun(given) ? null : pause();
        }
        try {
            return poll(now);
        } catch (RetriableException e) {
            LOG.warn("Capturing broke off; starting again behind what was handed out", e);
            resumeAt = now.events().boundary();
            end();
            return pause();
        }
    }

    private static @Nullable List<SourceRecord> poll(Running now) throws InterruptedException {
        List<SourceRecord> polled = now.debezium().poll();
        if (polled == null || polled.isEmpty()) {
            return null;
        }
        List<SourceRecord> records =
                now.events().accept(polled).stream().map(now.form()::convert).toList();
        return records.isEmpty() ? null : records;
    }

    /** Whether the server answered. */
    private boolean tryToRun(Map<String, String> given) {
        try {
            run(given);
            heldSince = null;
            return true;
        } catch (SlotHeldException e) {
            await(e, SourceConfig.parse(given).get(SourceSettings.SLOT_WAIT));
            return false;
        } catch (SQLException e) {
            if (ServerCheck.isFinal(e)) {
                Problems problems = SourceConfig.problems(given);
                ServerCheck.refused(SourceConfig.parse(given), e, problems);
                problems.throwIfAny();
            }
            LOG.warn("The database does not answer; asking again in {} ms: {}", PAUSE_MS, e.getMessage());
            return false;
        }
    }

    private void await(SlotHeldException e, Duration wait) {
        long now = System.nanoTime();
        if (heldSince == null) {
            heldSince = now;
        }
        if (now - heldSince >= wait.toNanos()) {
            throw HeadraceException.config(
                    e.getMessage() + " and has been for " + wait.toMillis()
                            + " ms. Each connector needs a slot of its own. Set slot to another name, or end that reader with SELECT pg_terminate_backend(…); slot.wait.ms says how long to wait.");
        }
        LOG.warn("{}; asking again in {} ms", e.getMessage(), PAUSE_MS);
    }

    private void run(Map<String, String> given) throws SQLException, SlotHeldException {
        Values values = SourceConfig.parse(given);
        Names names = Names.of(values, given);
        Map<String, ?> from =
                resumeAt != null ? resumeAt : context.offsetStorageReader().offset(names.partition());
        Capture capture = Preparation.prepare(values, names, SourceConfig.problems(given), from);
        CaptureTask debezium = new CaptureTask();
        debezium.initialize(new ResumingOffsets(context, from == null ? null : StoredOffset.resume(from)));
        running = new Running(
                debezium,
                new EventStream(names.transactionTopic(), names.heartbeatTopic(), from),
                form(values.get(SourceSettings.RECORD_FORMAT)));
        debezium.start(DebeziumProperties.of(
                values,
                names,
                capture.partitions().stream().map(Object::toString).toList(),
                from != null && !StoredOffset.isInsideSnapshot(from)));
    }

    private static @Nullable List<SourceRecord> pause() throws InterruptedException {
        Thread.sleep(PAUSE_MS);
        return null;
    }

    @Override
    public void commit() throws InterruptedException {
        Running now = running;
        if (now != null) {
            now.debezium().commit();
        }
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) throws InterruptedException {
        Running now = running;
        if (now != null) {
            now.debezium().commitRecord(record, metadata);
        }
    }

    @Override
    public void stop() {
        properties = null;
        end();
    }

    private void end() {
        Running now = running;
        running = null;
        if (now != null) {
            now.debezium().stop();
        }
    }

    private static RecordForm form(SourceSettings.RecordFormat format) {
        return switch (format) {
            case ROW -> new RowFormat()::convert;
            case ENVELOPE -> PositionedRecord::record;
        };
    }
}
