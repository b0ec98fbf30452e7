package io.headrace.filesink;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerEntry.LastRecord;
import io.headrace.sink.spi.LedgerKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileNameTest {

    private static final LedgerEntry AT_100 = new LedgerEntry(Lake.key(3), 100, 2, null);

    @Test
    void saysWhichBatchItHolds() {
        FileName name = FileName.of(Lake.change(AT_100, 250));
        String text = name.text("parquet");
        assertThat(text)
                .matches(
                        "shop\\.orders\\.p3\\.g2\\.00000000000000000100-00000000000000000249\\.[0-9a-f]{8}-[0-9a-f]{12}\\.parquet");
        assertThat(FileName.parse("a/b=c/" + text)).contains(name);
    }

    @Test
    void everyAttemptHasANameOfItsOwn() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            names.add(FileName.of(Lake.change(AT_100, 250)).text("parquet"));
        }
        assertThat(names).hasSize(1000);
    }

    @Test
    void belongsToOneLedgerTopicAndPartition() {
        FileName name = FileName.of(Lake.change(AT_100, 250));
        assertThat(name.isOf(Lake.key(3))).isTrue();
        assertThat(name.isOf(Lake.key(4))).isFalse();
        assertThat(name.isOf(new LedgerKey("other", "shop.orders", 3))).isFalse();
        assertThat(name.isOf(new LedgerKey("lake", "shop.orders2", 3))).isFalse();
    }

    @Test
    void isBehindOnceTheLedgerIsPastItsFirstOffsetOrReset() {
        FileName name = FileName.of(Lake.change(AT_100, 250));
        assertThat(name.isBehind(AT_100)).isFalse();
        assertThat(name.isBehind(new LedgerEntry(Lake.key(3), 50, 2, null))).isFalse();
        assertThat(name.isBehind(new LedgerEntry(Lake.key(3), 101, 2, null))).isTrue();
        assertThat(name.isBehind(new LedgerEntry(Lake.key(3), 0, 3, null))).isTrue();
        assertThat(name.isBehind(new LedgerEntry(Lake.key(3), LedgerEntry.NONE, 2, null)))
                .isFalse();
    }

    @Test
    void s24LongAndOddTopicsFitInAFileName() {
        for (String topic : List.of("t".repeat(249), "é".repeat(200), "..", "a.p1.g1", "_x")) {
            LedgerEntry absent = LedgerEntry.absent(new LedgerKey("l", topic, Integer.MAX_VALUE));
            FileName name =
                    FileName.of(new LedgerChange(absent, Long.MAX_VALUE, new LastRecord(Long.MAX_VALUE - 1, 0, 0)));
            assertThat(name.text("jsonl.zst").length()).isLessThanOrEqualTo(255);
            assertThat(FileName.parse(name.text("jsonl.zst"))).contains(name);
            assertThat(name.isOf(absent.key())).isTrue();
        }
    }

    @Test
    void filesOfOthersAreNotOurs() {
        assertThat(List.of("orders/part-0001.parquet", "x.p1.g1.1-2.abc.parquet", ""))
                .allSatisfy(key -> assertThat(FileName.parse(key)).isEmpty());
    }
}
