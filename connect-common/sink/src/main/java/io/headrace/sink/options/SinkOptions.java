package io.headrace.sink.options;

import io.headrace.core.record.DecoderOptions;
import io.headrace.sink.direct.DirectOptions;
import java.time.Duration;

/** Everything the engine was told, parsed once. */
public record SinkOptions(
        String connector,
        int task,
        LedgerOptions ledger,
        FlushOptions flush,
        RetryOptions retry,
        WriteOptions write,
        TableOptions tables,
        DecoderOptions decoder,
        DirectOptions direct,
        KafkaOptions kafka) {

    /**
     * @param id names the ledger's entries
     * @param exactlyOnce whether positions live in the target
     * @param onGap what to do when records between the ledger's position and the topic's are gone
     * @param verify how the last loaded record is compared on opening
     */
    public record LedgerOptions(String id, boolean exactlyOnce, OnGap onGap, Verify verify) {}

    /** What to do when Kafka no longer has the records that should come next. */
    public enum OnGap {
        FAIL,
        CONTINUE
    }

    /** What of the last loaded record must still be the same when the topic is opened again. */
    public enum Verify {
        /** Timestamp, key and value. */
        CONTENT,
        /** Only the timestamp: for transforms whose output differs each time. */
        TIMESTAMP,
        /** Nothing. */
        NONE
    }

    /** A load starts when the first of these is reached. */
    public record FlushOptions(Duration interval, long rows, long bytes) {}

    /**
     * @param first wait before the first repetition; doubled each time up to {@code longest}, with jitter
     * @param stopPatience how long a stopping task waits for the load that runs
     */
    public record RetryOptions(Duration first, Duration longest, Duration deadLetterPatience, Duration stopPatience) {}
}
