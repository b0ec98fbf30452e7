package io.headrace.sink.engine;

import io.headrace.core.metrics.Counter;
import io.headrace.sink.buffer.BufferedRecord;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where refused records go. Used by the task thread alone: Connect's reporter is not thread-safe. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String TOPIC = "errors.deadletterqueue.topic.name";
    private static final String NO_TOPIC =
            " No dead-letter topic is set, so the task stops here and nothing is lost. Mend the record's source, or set 'errors.tolerance=all' and '"
                    + TOPIC + "' to put such records aside.";

    private final @Nullable ErrantRecordReporter reporter;
    private final Counter rejected;

    DeadLetters(SinkTaskContext connect, Counter rejected) {
        this.reporter = reporter(connect);
        this.rejected = rejected;
    }

    /** With error logging but no dead-letter topic Connect gives a reporter too; a record that only a log line holds would be lost. */
    private static @Nullable ErrantRecordReporter reporter(SinkTaskContext connect) {
        String topic = connect.configs().get(TOPIC);
        return topic == null || topic.isBlank() ? null : connect.errantRecordReporter();
    }

    /** What of a record is kept beside its decoded form: itself, where it may have to be sent on. */
    @Nullable SinkRecord kept(SinkRecord record) {
        return reporter == null ? null : record;
    }

    /** Sends a record that cannot be decoded. The ledger must not pass it before the answer. */
    Future<Void> report(SinkRecord record, RuntimeException error) {
        if (reporter == null) {
            throw new ConnectException(error.getMessage() + NO_TOPIC, error);
        }
        LOG.warn(
                "Record {}-{}@{} goes to dead letters: {}",
                record.originalTopic(),
                record.originalKafkaPartition(),
                record.originalKafkaOffset(),
                error.getMessage());
        rejected.add(1);
        return reporter.report(record, error);
    }

    /** Sends a record that the target refuses. */
    Future<Void> report(BufferedRecord record, RuntimeException reason) {
        SinkRecord original = record.original();
        if (original == null) {
            throw new ConnectException(
                    "Record " + record.change().coordinates() + " cannot be written: " + reason.getMessage() + NO_TOPIC,
                    reason);
        }
        return report(original, reason);
    }
}
