package io.headrace.source.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.source.postgres.capture.CaptureTask;
import java.sql.SQLException;
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

    /** What there is once the server has answered. */
    private record Running(CaptureTask debezium, ResumingOffsets offsets, EventStream events, RecordForm form) {}

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
            now = tryToRun(given);
            running = now;
        }
        return now == null ? null : poll(now);
    }

    private @Nullable Running tryToRun(Map<String, String> given) throws InterruptedException {
        try {
            return run(given);
        } catch (SQLException e) {
            Problems problems = SourceConfig.problems(given);
            if (ServerCheck.isFinal(e)) {
                ServerCheck.refused(SourceConfig.parse(given), e, problems);
                problems.throwIfAny();
            }
            LOG.warn("The database does not answer; asking again in {} ms: {}", PAUSE_MS, e.getMessage());
            Thread.sleep(PAUSE_MS);
            return null;
        }
    }

    private Running run(Map<String, String> given) throws SQLException {
        Values values = SourceConfig.parse(given);
        Names names = Names.of(values, given);
        Map<String, Object> stored = context.offsetStorageReader().offset(names.partition());
        Capture capture = Preparation.prepare(values, names, SourceConfig.problems(given), stored);
        ResumingOffsets offsets = new ResumingOffsets(context);
        CaptureTask debezium = new CaptureTask();
        debezium.initialize(offsets);
        EventStream events = new EventStream(names.transactionTopic(), names.heartbeatTopic(), stored);
        Running started = new Running(debezium, offsets, events, form(values.get(SourceSettings.RECORD_FORMAT)));
        running = started;
        debezium.start(DebeziumProperties.of(
                values,
                names,
                capture.partitions().stream().map(Object::toString).toList()));
        return started;
    }

    private static @Nullable List<SourceRecord> poll(Running now) throws InterruptedException {
        List<SourceRecord> polled;
        try {
            polled = now.debezium().poll();
        } catch (RetriableException e) {
            now.events().restart();
            now.offsets().resumeAt(now.events().boundary());
            throw e;
        }
        if (polled == null || polled.isEmpty()) {
            return null;
        }
        List<SourceRecord> records =
                now.events().accept(polled).stream().map(now.form()::convert).toList();
        return records.isEmpty() ? null : records;
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
        Running now = running;
        running = null;
        properties = null;
        if (now != null) {
            now.offsets().resumeAt(null);
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
