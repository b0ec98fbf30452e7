package io.headrace.source.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Cuts Debezium's records at whole source events.
 *
 * <p>One change in the log can make several records: a changed key makes a delete, a tombstone and an insert, and the rows of one COPY block share a log position.
 * Debezium gives them all the offset of the whole event and skips the rest of it when it starts again there, so whoever stores an offset in the middle loses
 * the tail. Here every record carries the offset of the last event before it that is complete, the event's last record carries the event's own offset, and
 * {@link #accept} hands out whole events only.
 *
 * <p>An event is complete when something with another position follows it. Debezium's transaction markers are asked for so that this is known at once; they are taken out here.
 */
final class EventStream {

    private final String transactionTopic;
    private final String heartbeatTopic;
    private final List<SourceRecord> open = new ArrayList<>();

    private long openLsn;
    private @Nullable String openTransaction;
    private long highestLsn;
    private @Nullable Map<String, ?> boundary;
    private @Nullable Map<String, ?> resumedAt;

    /** @param stored the offset that the task starts from, or null */
    EventStream(String transactionTopic, String heartbeatTopic, @Nullable Map<String, ?> stored) {
        this.transactionTopic = transactionTopic;
        this.heartbeatTopic = heartbeatTopic;
        this.highestLsn = StoredOffset.highestLsn(stored);
        this.boundary = stored;
        this.resumedAt = stored;
    }

    /** The offset behind the last event that was handed out, to start from again; null when there is none. */
    @Nullable Map<String, ?> boundary() {
        return boundary;
    }

    /** Takes what Debezium polled and gives out the events that are complete by now. */
    List<PositionedRecord> accept(List<SourceRecord> polled) {
        List<PositionedRecord> complete = new ArrayList<>(polled.size() + open.size());
        for (SourceRecord record : polled) {
            accept(record, complete);
        }
        return complete;
    }

    private void accept(SourceRecord record, List<PositionedRecord> complete) {
        Map<String, ?> offset = offsetOf(record);
        if (record.topic().equals(transactionTopic)) {
            marker(offset, complete);
        } else if (record.topic().equals(heartbeatTopic)) {
            heartbeat(record, offset, complete);
        } else if (StoredOffset.isOfSnapshot(offset)) {
            close(complete, null);
            snapshotRow(record, offset, complete);
        } else if (!isReplay(offset)) {
            change(record, offset, complete);
        }
    }

    /** The end of a transaction is the better offset for its last event: nothing has to be searched for from there. */
    private void marker(Map<String, ?> offset, List<PositionedRecord> complete) {
        close(complete, StoredOffset.isInsideTransaction(offset) ? null : offset);
    }

    /** In the middle of a transaction a heartbeat may stand in the middle of an event, and the changes carry offsets anyway. */
    private void heartbeat(SourceRecord record, Map<String, ?> offset, List<PositionedRecord> complete) {
        if (StoredOffset.isInsideTransaction(offset)) {
            return;
        }
        close(complete, null);
        Map<String, Object> own = StoredOffset.withHighestLsn(offset, highestLsn);
        boundary = own;
        complete.add(new PositionedRecord(withOffset(record, own), highestLsn));
    }

    private void snapshotRow(SourceRecord record, Map<String, ?> offset, List<PositionedRecord> complete) {
        highestLsn = Math.max(highestLsn, StoredOffset.lsn(offset));
        Map<String, Object> own = StoredOffset.withHighestLsn(offset, highestLsn);
        boundary = own;
        complete.add(new PositionedRecord(withOffset(record, own), highestLsn));
    }

    private void change(SourceRecord record, Map<String, ?> offset, List<PositionedRecord> complete) {
        long lsn = StoredOffset.lsn(offset);
        String transaction = StoredOffset.transaction(offset);
        if (lsn != openLsn || !Objects.equals(transaction, openTransaction)) {
            close(complete, null);
            openLsn = lsn;
            openTransaction = transaction;
        }
        open.add(record);
    }

    /** Whether the change was handed out before the start: Debezium begins the transaction anew that the stored offset stands in. */
    private boolean isReplay(Map<String, ?> offset) {
        Map<String, ?> resumed = resumedAt;
        if (resumed == null || !StoredOffset.isAtRowChange(resumed)) {
            return false;
        }
        String transaction = StoredOffset.transaction(resumed);
        if (transaction == null || !transaction.equals(StoredOffset.transaction(offset))) {
            return false;
        }
        if (StoredOffset.lsn(offset) <= StoredOffset.lsn(resumed)) {
            return true;
        }
        resumedAt = null;
        return false;
    }

    private void close(List<PositionedRecord> complete, @Nullable Map<String, ?> better) {
        if (open.isEmpty()) {
            return;
        }
        highestLsn = Math.max(highestLsn, openLsn);
        int last = open.size() - 1;
        for (int i = 0; i < last; i++) {
            complete.add(new PositionedRecord(withOffset(open.get(i), boundary), highestLsn));
        }
        SourceRecord end = open.get(last);
        Map<String, Object> own = StoredOffset.withHighestLsn(better == null ? offsetOf(end) : better, highestLsn);
        boundary = own;
        complete.add(new PositionedRecord(withOffset(end, own), highestLsn));
        open.clear();
    }

    @SuppressWarnings("unchecked") // Debezium's offsets have text keys.
    private static Map<String, ?> offsetOf(SourceRecord record) {
        return (Map<String, ?>) record.sourceOffset();
    }

    private static SourceRecord withOffset(SourceRecord record, @Nullable Map<String, ?> offset) {
        return new SourceRecord(
                record.sourcePartition(),
                offset,
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers());
    }
}
