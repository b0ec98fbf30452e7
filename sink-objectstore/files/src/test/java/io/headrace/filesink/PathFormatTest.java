package io.headrace.filesink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Op;
import io.headrace.core.schema.TableId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathFormatTest {

    private static ChangeRecord at(long timestamp) {
        return new ChangeRecord(
                Op.INSERT, null, null, null, new ChangeRecord.Coordinates("shop.orders", 7, 1), "x", timestamp, 1);
    }

    private static final long LEAP_DAY =
            Instant.parse("2024-02-29T23:59:59.999Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        "${table},                                  orders",
        "${table}/dt=${yyyy-MM-dd}/hour=${HH},      orders/dt=2024-02-29/hour=23",
        "${topic}/p=${partition}/${yyyy}/${MM}/x,   shop.orders/p=7/2024/02/x",
        "raw/${topic},                              raw/shop.orders"
    })
    void fillsInTableTopicPartitionAndRecordTime(String format, String path) {
        assertThat(PathFormat.parse(format).resolve(TableId.of("orders"), at(LEAP_DAY)))
                .isEqualTo(path);
    }

    @Test
    void aTableInANamespaceIsTwoFolders() {
        assertThat(PathFormat.parse("${table}").resolve(new TableId("a/b", "_c"), at(0)))
                .isEqualTo("a%2Fb/%5Fc");
    }

    @Test
    void theHourBeforeAndTheHourAfterDiffer() {
        PathFormat format = PathFormat.parse("${table}/${HH}");
        assertThat(format.resolve(TableId.of("t"), at(LEAP_DAY))).isEqualTo("t/23");
        assertThat(format.resolve(TableId.of("t"), at(LEAP_DAY + 1))).isEqualTo("t/00");
        assertThat(format.resolve(TableId.of("t"), at(LEAP_DAY))).isEqualTo("t/23");
        format.startBatch();
        assertThat(format.resolve(TableId.of("u"), at(LEAP_DAY))).isEqualTo("u/23");
    }

    @Test
    void recordsWithoutATimestampGoWhereHivePutsNulls() {
        assertThat(PathFormat.parse("${table}/dt=${yyyy-MM-dd}").resolve(TableId.of("t"), at(-1)))
                .isEqualTo("t/dt=__HIVE_DEFAULT_PARTITION__");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${tabel}|${tabel} is not allowed; it must be ${table}, ${topic}, ${partition}, or a time of y, M, d and H such as ${yyyy-MM-dd}. Correct it.",
                "${table}/${mm}|${mm} is not allowed; it must be ${table}, ${topic}, ${partition}, or a time of y, M, d and H such as ${yyyy-MM-dd}. Correct it.",
                "dt=${yyyy}|it has neither ${table} nor ${topic}, so files of different tables would lie together. Add one of them.",
                "../${table}|the folder '..' is not allowed; it must not be empty, and readers skip folders that begin with '.' or '_'. Correct it.",
                "/${table}|the folder '' is not allowed; it must not be empty, and readers skip folders that begin with '.' or '_'. Correct it.",
                "_headrace/${table}|the folder '_headrace' is not allowed; it must not be empty, and readers skip folders that begin with '.' or '_'. Correct it.",
                "t=${table}|${table} must be a whole folder, because a table in a schema becomes two. Put '/' around it.",
                "a b/${table}|the text 'a b/' is not allowed; between placeholders it must be of ASCII letters, digits, '.', '_', '=', '-' and '/'. Correct it.",
            })
    void whatCannotBeIsSaid(String format, String message) {
        assertThatThrownBy(() -> PathFormat.parse(format))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
