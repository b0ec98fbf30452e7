package io.headrace.filesink;

import io.headrace.files.store.ObjectNames;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a data file says which batch of which partition it holds, so that a file written twice is recognisable, and unfinished files can be told apart:
 * {@code TOPIC.pPARTITION.gGENERATION.FIRST-LAST.LEDGER-ATTEMPT.EXTENSION}. Offsets have 20 digits, so that names sort as offsets do. The attempt makes the name unique
 * for ever: undoing a batch can then never touch a file of its repetition.
 *
 * @param topic as a key segment
 * @param first the ledger's position before the batch, 0 when it had none
 * @param ledger eight digits of a hash of the ledger's id, so that several connectors can load one directory
 */
record FileName(String topic, int partition, long generation, long first, long last, String ledger, String attempt) {

    private static final Pattern SHAPE = Pattern.compile(
            "(?<topic>.+)\\.p(?<partition>\\d+)\\.g(?<generation>\\d+)\\.(?<first>\\d{20})-(?<last>\\d{20})\\.(?<ledger>[0-9a-f]{8})-(?<attempt>[0-9a-f]{12})\\..+");

    /** Leaves room in a name of 255 bytes for everything else. */
    private static final int MAX_TOPIC = 120;

    private static final int LEDGER_DIGITS = 8;
    private static final int ATTEMPT_DIGITS = 12;

    /** A new name for a new attempt at writing the batch. */
    static FileName of(LedgerChange batch) {
        LedgerEntry before = batch.expected();
        return new FileName(
                topicOf(before.key()),
                before.key().partition(),
                before.generation(),
                before.hasPosition() ? before.next() : 0,
                batch.next() - 1,
                ledgerOf(before.key()),
                ObjectNames.hash(UUID.randomUUID().toString(), ATTEMPT_DIGITS));
    }

    /** The name at the end of a key, or empty when it is none of ours. */
    static Optional<FileName> parse(String key) {
        Matcher name = SHAPE.matcher(key.substring(key.lastIndexOf('/') + 1));
        return name.matches()
                ? Optional.of(new FileName(
                        name.group("topic"),
                        Integer.parseInt(name.group("partition")),
                        Long.parseLong(name.group("generation")),
                        Long.parseLong(name.group("first")),
                        Long.parseLong(name.group("last")),
                        name.group("ledger"),
                        name.group("attempt")))
                : Optional.empty();
    }

    /** Whether the file belongs to a partition's loads under a ledger. */
    boolean isOf(LedgerKey key) {
        return partition == key.partition() && topic.equals(topicOf(key)) && ledger.equals(ledgerOf(key));
    }

    /** Whether no writer can commit the file any more, the ledger being where it is. */
    boolean isBehind(LedgerEntry now) {
        return generation < now.generation()
                || generation == now.generation() && now.hasPosition() && first < now.next();
    }

    String text(String extension) {
        return "%s.p%d.g%d.%020d-%020d.%s-%s.%s"
                .formatted(topic, partition, generation, first, last, ledger, attempt, extension);
    }

    private static String topicOf(LedgerKey key) {
        return ObjectNames.segment(key.topic(), MAX_TOPIC);
    }

    private static String ledgerOf(LedgerKey key) {
        return ObjectNames.hash(key.ledgerId(), LEDGER_DIGITS);
    }
}
