package io.headrace.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowPackerTest {

    private static final List<@Nullable Object> VALUES = Arrays.asList(
            null,
            Row.UNAVAILABLE,
            true,
            false,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Float.NaN,
            -0.0f,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            new BigDecimal("0.00"),
            new BigDecimal("-12345678901234567.89"),
            BigDecimal.valueOf(Long.MIN_VALUE, -3),
            new BigDecimal(BigInteger.TWO.pow(64), 20),
            new BigDecimal(BigInteger.TWO.pow(400).negate(), 5),
            "",
            "plain",
            "ä€\u0000",
            "\uD83D\uDE00 both halves",
            new byte[0],
            new byte[] {-1, 0, 1},
            new UUID(-1, 7));

    private final RowPacker packer = new RowPacker();
    private final Random random = new Random(7);

    @Test
    void everyValueComesBackWithItsClass() {
        Row row = row(VALUES);

        Row packed = packer.pack(row);

        assertThat(packed).isInstanceOf(PackedRow.class);
        for (int i = 0; i < VALUES.size(); i++) {
            assertThat(packed.value(i)).isEqualTo(VALUES.get(i));
            assertThat(packed.lacks(i)).isEqualTo(VALUES.get(i) == Row.UNAVAILABLE);
        }
        assertThat(packed.values()).isEqualTo(row.values());
    }

    @Test
    void rowsKeepTheirValuesWhileOthersComeBehindThem() {
        List<Row> rows = new ArrayList<>();
        List<Row> packed = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int c = random.nextInt(30); c >= 0; c--) {
                values.add(VALUES.get(random.nextInt(VALUES.size())));
            }
            values.add("x".repeat(random.nextInt(random.nextInt(100) == 0 ? 40_000 : 100)));
            rows.add(row(values));
            packed.add(packer.pack(rows.get(i)));
        }
        for (int i = 0; i < rows.size(); i++) {
            assertThat(packed.get(i).values()).isEqualTo(rows.get(i).values());
        }
        assertThat(packed).hasAtLeastOneElementOfType(Row.OfValues.class);
    }

    @Test
    void whatHasNoPlaceInAnArrayStaysAsItIs() {
        List<Object> unpackable =
                List.of(List.of(1), new Object[] {1}, "half a pair: \uD83D", "x".repeat(1 << 15), new byte[1 << 15]);
        for (Object value : unpackable) {
            Row row = row(List.of("before", value));
            assertThat(packer.pack(row)).isSameAs(row);
        }
        Row next = row(List.of("next"));
        assertThat(packer.pack(next).values()).containsExactly("next");
    }

    @Test
    void aRowOfThousandsOfColumnsIsPacked() {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            values.add(i);
        }
        Row packed = packer.pack(row(values));

        assertThat(packed).isInstanceOf(PackedRow.class);
        assertThat(packed.value(1_999)).isEqualTo(1_999);
    }

    @Test
    void aPackedChangeSaysWhatItHolds() {
        Row after = row(List.of(1L, "a text"));
        ChangeRecord change = new ChangeRecord(
                Op.INSERT, row(List.of(1L)), after, null, new ChangeRecord.Coordinates("t", 0, 5), "t", -1, 10_000);

        ChangeRecord packed = packer.pack(change);

        assertThat(packed.bytes()).isBetween(200L, 300L);
        assertThat(packed.after()).isInstanceOf(PackedRow.class);
        assertThat(packed.coordinates()).isEqualTo(change.coordinates());
    }

    @Test
    void aChangeThatCannotBePackedWholeSaysWhatItHeldBefore() {
        ChangeRecord change = new ChangeRecord(
                Op.INSERT,
                row(List.of(1L)),
                row(List.of(List.of(1))),
                null,
                new ChangeRecord.Coordinates("t", 0, 5),
                "t",
                -1,
                10_000);

        assertThat(packer.pack(change).bytes()).isEqualTo(10_000);
    }

    private static Row row(List<? extends @Nullable Object> values) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            fields.add(Field.optional("f" + i, DataType.TEXT));
        }
        return Row.of(new RowSchema(fields), values.toArray());
    }
}
