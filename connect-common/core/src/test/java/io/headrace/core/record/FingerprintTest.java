package io.headrace.core.record;

import static io.headrace.core.record.Records.key;
import static io.headrace.core.record.Records.map;
import static io.headrace.core.record.Records.record;
import static io.headrace.core.record.Records.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static long of(@Nullable Object value) {
        return Fingerprint.of(record(null, value));
    }

    /** Ledgers hold these numbers: a release that changes them refuses every topic it has read. */
    @Test
    @SuppressWarnings("JavaUtilDate")
    void staysTheSameInEveryRelease() {
        Object everything = map(
                "text",
                "caf\u00e9 \uD83D\uDE00",
                "int",
                7,
                "long",
                -7L,
                "double",
                1.5,
                "decimal",
                new BigDecimal("1.50"),
                "bytes",
                new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
                "list",
                Arrays.asList(1, null, "x"),
                "date",
                new java.util.Date(5),
                "true",
                true,
                "false",
                false,
                "map",
                map("a", 1L));
        assertThat(Fingerprint.of(record(key(1), everything))).isEqualTo(GOLDEN);
        assertThat(Fingerprint.of(record(null, null))).isEqualTo(GOLDEN_NULL);
    }

    private static final long GOLDEN = 6_600_962_285_855_404_202L;
    private static final long GOLDEN_NULL = 88_067_574_635_591_011L;

    @Test
    void structsAndMapsInAnyOrderAreTheSame() {
        Schema other = SchemaBuilder.struct()
                .field("name", Schema.STRING_SCHEMA)
                .field("id", Schema.INT32_SCHEMA)
                .field("extra", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        long expected = of(row(1, "a"));
        assertThat(of(new Struct(other).put("name", "a").put("id", 1))).isEqualTo(expected);
        assertThat(of(map("name", "a", "id", 1L))).isEqualTo(expected);
        assertThat(of(map("id", 1L, "extra", null, "name", "a"))).isEqualTo(expected);
        assertThat(of(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(of(new byte[] {1}));
    }

    @Test
    void whatDiffersDiffers() {
        List<Object> values = List.of(
                map("a", "b"),
                map("b", "a"),
                map("a", "c"),
                map("a", map("b", "c")),
                map("a", List.of("b", "c")),
                map("a", List.of("c", "b")),
                map("a", List.of("b")),
                "a",
                "b",
                "ab",
                "",
                "a\u0000",
                "1",
                1,
                1.0,
                new BigDecimal("1"),
                new BigDecimal("1.0"),
                true,
                false,
                new byte[] {1},
                new byte[] {0, 1},
                new byte[0],
                List.of(),
                map(),
                map("a", 1, "b", 2),
                map("a", 2, "b", 1));
        Set<Long> prints = new HashSet<>();
        values.forEach(
                value -> assertThat(prints.add(of(value))).as("%s", value).isTrue());
        assertThat(Fingerprint.of(record("a", "b"))).isNotEqualTo(Fingerprint.of(record("b", "a")));
        assertThat(IntStream.range(0, 100_000)
                        .mapToLong(i -> of("value " + i))
                        .distinct()
                        .count())
                .isEqualTo(100_000);
    }
}
