package io.headrace.core.record;

import static io.headrace.core.record.Records.columns;
import static io.headrace.core.record.Records.map;
import static io.headrace.core.record.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InferenceTest {

    private static Row infer(DecoderOptions options, @Nullable Object... namesAndValues) {
        RecordDecoder decoder = RecordDecoders.create(options);
        return row(decoder, namesAndValues);
    }

    private static Row row(RecordDecoder decoder, @Nullable Object... namesAndValues) {
        return Objects.requireNonNull(Objects.requireNonNull(decoder.decode(record(null, map(namesAndValues))))
                .after());
    }

    private static DataType type(Row row, String field) {
        return row.schema().fields().get(row.schema().indexOf(field)).type();
    }

    @Test
    void scalars() {
        Row row = infer(
                DecoderOptions.defaults(),
                "long",
                5L,
                "int",
                5,
                "double",
                1.5,
                "decimal",
                new BigDecimal("1.10"),
                "huge",
                BigInteger.TWO.pow(70),
                "bool",
                true,
                "text",
                "2020-01-31T12:34:56Z");
        assertThat(row.schema().fields())
                .containsExactly(
                        Field.optional("bool", DataType.BOOL),
                        Field.optional("decimal", DataType.ANY_DECIMAL),
                        Field.optional("double", DataType.FLOAT64),
                        Field.optional("huge", DataType.ANY_DECIMAL),
                        Field.optional("int", DataType.INT64),
                        Field.optional("long", DataType.INT64),
                        Field.optional("text", DataType.TEXT));
        assertThat(columns(row))
                .containsEntry("int", 5L)
                .containsEntry("decimal", new BigDecimal("1.10"))
                .containsEntry("huge", new BigDecimal("1180591620717411303424"));
    }

    @Test
    void timestampsOnRequest() {
        Row row = infer(
                DecoderOptions.defaults().withInferTimestamps(true),
                "at",
                "1970-01-01T01:00:00.5+01:00",
                "day",
                "1970-01-01");
        assertThat(type(row, "at")).isEqualTo(DataType.TIMESTAMP_TZ);
        assertThat(columns(row)).containsEntry("at", 500_000L).containsEntry("day", "1970-01-01");
    }

    @Test
    void nullsFitEveryColumnAndMakeNone() {
        Row row = infer(DecoderOptions.defaults(), "a", null);
        assertThat(type(row, "a")).isEqualTo(DataType.NOTHING);
        assertThat(row.value(0)).isNull();
    }

    @Test
    void aNullHasTheTypeItsFieldLastHad() {
        RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());
        Row first = row(decoder, "a", 1L, "b", "x");
        assertThat(row(decoder, "a", null, "b", "y").schema()).isSameAs(first.schema());
        assertThat(row(decoder, "a", 2L, "b", null).schema()).isSameAs(first.schema());
        Row float64 = row(decoder, "a", 1.5, "b", null);
        assertThat(type(float64, "a")).isEqualTo(DataType.FLOAT64);
        assertThat(row(decoder, "a", null, "b", null).schema()).isSameAs(float64.schema());
    }

    @Test
    void topicsDoNotShareTheirMemory() {
        RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());
        row(decoder, "a", 1L);
        SinkRecord other = new SinkRecord("other", 0, null, null, null, map("a", null), 0);
        assertThat(type(
                        Objects.requireNonNull(
                                Objects.requireNonNull(decoder.decode(other)).after()),
                        "a"))
                .isEqualTo(DataType.NOTHING);
    }

    @Test
    void keysThatAreTheSameAsTextArePoison() {
        RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());
        assertThatThrownBy(() -> decoder.decode(record(null, Map.of(1, "a", "1", "b"))))
                .hasMessage(
                        "Record orders-0@17 cannot be read: has two keys that are the same as text; use a converter that gives text keys");
    }

    @Test
    void bottomlessNestingIsPoison() {
        Object deep = 1L;
        for (int i = 0; i < 2000; i++) {
            deep = List.of(deep);
        }
        Object value = deep;
        assertThatThrownBy(() -> infer(DecoderOptions.defaults(), "a", value))
                .hasMessage(
                        "Record orders-0@17 cannot be read: field 'a' nests too deep for JSON text; flatten it with a transform or drop the field");
    }

    @Test
    void nestedValuesAreJsonWithSortedKeys() {
        Row row = infer(
                DecoderOptions.defaults(),
                "map",
                map("b", Arrays.asList(1L, null, 1.5, new BigDecimal("1E+3"), "q\"", Double.NaN), "a", true),
                "list",
                List.of(map("x", new byte[] {1})));
        assertThat(type(row, "map")).isEqualTo(DataType.JSON);
        assertThat(columns(row))
                .containsEntry("map", "{\"a\":true,\"b\":[1,null,1.5,1000,\"q\\\"\",\"NaN\"]}")
                .containsEntry("list", "[{\"x\":\"AQ==\"}]");
    }

    @Test
    void nestedValuesNatively() {
        Row row = infer(
                DecoderOptions.defaults().withNested(DecoderOptions.Nested.NATIVE),
                "map",
                map("b", 1L, "a", null),
                "longs",
                Arrays.asList(1L, null),
                "mixed",
                List.of(1L, "a"),
                "none",
                List.of());
        assertThat(type(row, "map"))
                .isEqualTo(new DataType.StructOf(
                        List.of(Field.optional("a", DataType.NOTHING), Field.optional("b", DataType.INT64))));
        assertThat(type(row, "longs")).isEqualTo(new DataType.ListOf(DataType.INT64));
        assertThat(type(row, "mixed")).isEqualTo(DataType.JSON);
        assertThat(type(row, "none")).isEqualTo(new DataType.ListOf(DataType.NOTHING));
        assertThat(columns(row))
                .containsEntry("map", new Object[] {null, 1L})
                .containsEntry("longs", Arrays.asList(1L, null))
                .containsEntry("mixed", "[1,\"a\"]");
    }

    @Test
    void objectsInAListNeedNotHaveTheSameFields() {
        Row row = infer(
                DecoderOptions.defaults().withNested(DecoderOptions.Nested.NATIVE),
                "items",
                Arrays.asList(
                        map("b", 1L, "a", null),
                        null,
                        map("c", List.of(map("x", 1L), map("y", "z"))),
                        map("a", "text", "d", map())),
                "odd",
                List.of(map("a", 1L), map("a", "text")));
        assertThat(type(row, "items"))
                .isEqualTo(new DataType.ListOf(new DataType.StructOf(List.of(
                        Field.optional("a", DataType.TEXT),
                        Field.optional("b", DataType.INT64),
                        Field.optional(
                                "c",
                                new DataType.ListOf(new DataType.StructOf(List.of(
                                        Field.optional("x", DataType.INT64), Field.optional("y", DataType.TEXT))))),
                        Field.optional("d", new DataType.StructOf(List.of()))))));
        assertThat(type(row, "odd")).isEqualTo(DataType.JSON);
        assertThat(columns(row)).containsEntry("odd", "[{\"a\":1},{\"a\":\"text\"}]");
        assertThat(columns(row).get("items"))
                .usingRecursiveComparison()
                .isEqualTo(Arrays.asList(
                        new Object[] {null, 1L, null, null},
                        null,
                        new Object[] {null, null, List.of(new Object[] {1L, null}, new Object[] {null, "z"}), null},
                        new Object[] {"text", null, null, new Object[0]}));
    }

    @Test
    void flappingShapesShareTheirSchemas() {
        RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());
        Row first = row(decoder, "a", 1L, "b", "x");
        row(decoder, "a", 1L);
        Row again = row(decoder, "b", "y", "a", 2L);
        assertThat(again.schema()).isSameAs(first.schema());
    }

    @Test
    void valuesThatNothingExplainsArePoison() {
        assertThatThrownBy(() -> infer(DecoderOptions.defaults(), "a", new StringReader("secret")))
                .hasMessage(
                        "Record orders-0@17 cannot be read: field 'a' holds a java.io.StringReader, which no schema explains; use a converter that gives text, numbers, booleans, bytes, lists and maps");
    }
}
