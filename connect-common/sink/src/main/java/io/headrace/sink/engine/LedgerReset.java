package io.headrace.sink.engine;

import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.LedgerKey;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What an alteration of a connector's offsets does to its ledger. */
public final class LedgerReset {

    private LedgerReset() {}

    /** @param offsets per partition the next offset, or null to forget it; empty forgets all (Connect names only partitions that ever committed, perhaps none) */
    public static void apply(Destination destination, String ledgerId, Map<TopicPartition, @Nullable Long> offsets) {
        Map<LedgerKey, OptionalLong> next = new HashMap<>();
        offsets.forEach((partition, offset) -> next.put(
                new LedgerKey(ledgerId, partition.topic(), partition.partition()),
                offset == null ? OptionalLong.empty() : OptionalLong.of(offset)));
        boolean forgetsAll = next.values().stream().allMatch(OptionalLong::isEmpty);
        if (forgetsAll) {
            destination.ledgerKeys(ledgerId).forEach(key -> next.putIfAbsent(key, OptionalLong.empty()));
        }
        destination.reset(ledgerId, next);
    }
}
