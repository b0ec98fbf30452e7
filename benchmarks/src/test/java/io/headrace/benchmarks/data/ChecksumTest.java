package io.headrace.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    private static final Table LINES = new LineItem(1);

    @Test
    void doesNotDependOnTheOrder() {
        assertThat(Checksum.of(LINES, LongStream.of(3, 1, 2, 0))).isEqualTo(Content.appended(LINES, 4));
    }

    @Test
    void tellsADoubledRowFromAMissingOne() {
        assertThat(Checksum.of(LINES, LongStream.of(0, 1, 1, 3))).isNotEqualTo(Content.appended(LINES, 4));
    }

    @Test
    void tellsValuesApart() {
        assertThat(sum("note", null)).isNotEqualTo(sum("note", ""));
        assertThat(sum("note", null)).isNotEqualTo(sum(null, "note"));
        assertThat(sum("Straße")).isNotEqualTo(sum("Strasse"));
        assertThat(sum(1L, 2L)).isNotEqualTo(sum(2L, 1L));
    }

    @Test
    void takesANumberForItsValue() {
        assertThat(sum(7)).isEqualTo(sum(7L));
    }

    @Test
    void saysWhereRowsDiffer() {
        Checksum rows = Content.appended(LINES, 4);
        assertThat(rows.difference(Content.appended(LINES, 3), LINES)).isEqualTo("4 rows expected, 3 found");
        assertThat(rows.difference(Content.appended(new LineItem(2), 4), LINES))
                .startsWith("4 rows as expected, with other values in l_partkey, l_suppkey, l_quantity");
        Checksum mixed = new Checksum(4, rows.first() + 1, rows.second(), rows.columns());
        assertThat(rows.difference(mixed, LINES)).isEqualTo("each column has the expected values, but in other rows");
    }

    @Test
    void dependsOnTheSeed() {
        assertThat(Content.appended(new LineItem(2), 4)).isNotEqualTo(Content.appended(LINES, 4));
    }

    @Test
    void mergesToTheLastStateOfEachOrder() {
        Orders orders = new Orders(1);
        // Rows 0, 2, 4 are orders 0, 1, 2; the odd ones are newer states of orders that came before.
        LongStream last = LongStream.range(0, 3)
                .map(order -> LongStream.range(0, 6)
                        .filter(row -> orders.order(row) == order)
                        .max()
                        .orElseThrow());
        Checksum merged = Content.merged(orders, 6);
        assertThat(merged.rows()).isEqualTo(3);
        assertThat(merged).isEqualTo(Checksum.of(orders, last));
    }

    private static Checksum sum(@Nullable Object... row) {
        Checksum.Builder sum = new Checksum.Builder(row.length);
        for (Object value : row) {
            sum.add(value);
        }
        sum.endRow();
        return sum.build();
    }
}
