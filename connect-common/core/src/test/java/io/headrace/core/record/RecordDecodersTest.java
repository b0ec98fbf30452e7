package io.headrace.core.record;

import static io.headrace.core.record.Records.columns;
import static io.headrace.core.record.Records.envelope;
import static io.headrace.core.record.Records.key;
import static io.headrace.core.record.Records.map;
import static io.headrace.core.record.Records.record;
import static io.headrace.core.record.Records.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecordDecodersTest {

    private final RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());

    private ChangeRecord decode(SinkRecord record) {
        return Objects.requireNonNull(decoder.decode(record));
    }

    @Nested
    class PlainRows {

        @Test
        void structWithKey() {
            ChangeRecord change = decode(record(key(1), row(1, "a")));
            assertThat(change.op()).isEqualTo(Op.INSERT);
            assertThat(columns(change.key())).isEqualTo(map("id", 1L));
            assertThat(columns(change.after())).isEqualTo(map("id", 1L, "name", "a"));
            assertThat(change.position()).isNull();
            assertThat(change.timestamp()).isEqualTo(1_700_000_000_123L);
            assertThat(change.bytes()).isBetween(200L, 1000L);
        }

        @Test
        void sameSchemaSharesOneRowSchema() {
            Row first =
                    Objects.requireNonNull(decode(record(key(1), row(1, "a"))).after());
            Row second =
                    Objects.requireNonNull(decode(record(key(2), row(2, null))).after());
            assertThat(second.schema()).isSameAs(first.schema());
        }

        @Test
        void originalCoordinatesAndRoutedTopic() {
            SinkRecord renamed = record(key(1), row(1, "a"))
                    .newRecord("tables.orders", 5, Records.KEY, key(1), Records.ROW, row(1, "a"), 1L);
            ChangeRecord change = decode(renamed);
            assertThat(change.coordinates()).hasToString("orders-0@17");
            assertThat(change.routedTopic()).isEqualTo("tables.orders");
        }

        @Test
        void fieldsOnlyInTheKeyAreAdded() {
            Schema keySchema = SchemaBuilder.struct()
                    .field("tenant", Schema.STRING_SCHEMA)
                    .field("id", Schema.INT64_SCHEMA)
                    .build();
            Struct key = new Struct(keySchema).put("tenant", "t").put("id", 1L);
            assertThat(columns(decode(record(key, row(1, "a"))).after()))
                    .isEqualTo(map("id", 1L, "name", "a", "tenant", "t"));
        }

        @Test
        void primitiveKeyIsAColumn() {
            ChangeRecord change = decode(record(Schema.STRING_SCHEMA, "k", Records.ROW, row(1, "a")));
            assertThat(columns(change.key())).isEqualTo(map("key", "k"));
            assertThat(columns(change.after())).isEqualTo(map("id", 1L, "name", "a", "key", "k"));
        }

        @Test
        void nullKeyAndEmptyKeyStayNull() {
            assertThat(decode(record(null, row(1, "a"))).key()).isNull();
            assertThat(decode(record(Map.of(), row(1, "a"))).key()).isNull();
            assertThat(decode(record(new Struct(SchemaBuilder.struct().build()), row(1, "a")))
                            .key())
                    .isNull();
        }

        @Test
        void scalarsAndListsAreOneColumn() {
            assertThat(columns(decode(record(null, null, Schema.STRING_SCHEMA, "text"))
                            .after()))
                    .isEqualTo(map("value", "text"));
            assertThat(columns(decode(record(null, null, null, 5)).after())).isEqualTo(map("value", 5L));
            assertThat(columns(
                            decode(record(null, null, null, List.of(1L, "a"))).after()))
                    .isEqualTo(map("value", "[1,\"a\"]"));
        }

        @Test
        void aNullThatWasSentIsNotTurnedIntoTheDefault() {
            Schema schema = SchemaBuilder.struct()
                    .field("a", SchemaBuilder.int32().optional().defaultValue(5).build())
                    .field("b", SchemaBuilder.int32().defaultValue(6).build())
                    .build();
            assertThat(columns(decode(record(null, new Struct(schema))).after()))
                    .isEqualTo(map("a", null, "b", 6));
        }

        @Test
        void equalSchemasOfManyInstancesShareOneRowSchema() {
            Row first = Objects.requireNonNull(decode(record(null, fresh(1))).after());
            Row second = Objects.requireNonNull(decode(record(null, fresh(2))).after());
            assertThat(second.schema()).isSameAs(first.schema());
        }

        private static Struct fresh(int value) {
            return new Struct(SchemaBuilder.struct()
                            .field("a", Schema.INT32_SCHEMA)
                            .build())
                    .put("a", value);
        }
    }

    @Nested
    class Tombstones {

        @Test
        void deleteTheKey() {
            ChangeRecord change = decode(record(key(1), null));
            assertThat(change.op()).isEqualTo(Op.DELETE);
            assertThat(columns(change.key())).isEqualTo(map("id", 1L));
            assertThat(change.after()).isNull();
        }

        @Test
        void withASchemaToo() {
            assertThat(decode(record(Records.KEY, key(1), Records.ROW, null)).op())
                    .isEqualTo(Op.DELETE);
        }

        @Test
        void withoutAKeyTheCallerDecides() {
            ChangeRecord change = decode(record(null, null));
            assertThat(change.op()).isEqualTo(Op.DELETE);
            assertThat(change.key()).isNull();
        }

        @Test
        void insideAWrappingOfSchemaAndPayload() {
            assertThat(decode(record(map("id", 1L), map("schema", null, "payload", null)))
                            .op())
                    .isEqualTo(Op.DELETE);
        }
    }

    @Nested
    class EnvelopesWithSchema {

        @Test
        void createReadUpdate() {
            for (Map.Entry<String, Op> each :
                    Map.of("c", Op.INSERT, "r", Op.READ, "u", Op.UPDATE).entrySet()) {
                ChangeRecord change = decode(record(key(1), envelope(each.getKey(), row(1, "old"), row(1, "new"))));
                assertThat(change.op()).isEqualTo(each.getValue());
                assertThat(columns(change.after())).isEqualTo(map("id", 1L, "name", "new"));
                assertThat(change.position())
                        .isEqualTo(new SourcePosition(4711, 3, 1_700_000_000_000L, "public", "orders", "7"));
            }
        }

        @Test
        void deleteHasOnlyItsKeyBecauseTheImageMayBeMadeUp() {
            ChangeRecord change = decode(record(key(1), envelope("d", row(1, ""), null)));
            assertThat(change.op()).isEqualTo(Op.DELETE);
            assertThat(columns(change.key())).isEqualTo(map("id", 1L));
            assertThat(change.after()).isNull();
        }

        @Test
        void deleteWithoutKeyHasItsImage() {
            assertThat(columns(decode(record(null, envelope("d", row(1, "a"), null)))
                            .after()))
                    .isEqualTo(map("id", 1L, "name", "a"));
        }

        @Test
        void deleteHasItsImageWhereSourcesLogWholeRows() {
            RecordDecoder whole =
                    RecordDecoders.create(DecoderOptions.defaults().withBeforeImages(true));
            ChangeRecord change =
                    Objects.requireNonNull(whole.decode(record(key(1), envelope("d", row(1, "a"), null))));
            assertThat(columns(change.after())).isEqualTo(map("id", 1L, "name", "a"));
        }

        @Test
        void truncate() {
            ChangeRecord change = decode(record(null, envelope("t", null, null)));
            assertThat(change.op()).isEqualTo(Op.TRUNCATE);
            assertThat(change.after()).isNull();
            assertThat(change.key()).isNull();
        }

        @Test
        void messagesSayNothing() {
            assertThat(decoder.decode(record(null, envelope("m", null, null)))).isNull();
        }

        @Test
        void unknownOperationIsPoison() {
            assertThatThrownBy(() -> decode(record(key(1), envelope("x", null, null))))
                    .isInstanceOfSatisfying(
                            HeadraceException.class,
                            e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.POISON))
                    .hasMessage(
                            "Record orders-0@17 cannot be read: has the operation 'x', allowed are c, r, u, d, t and m; is this topic really one of change events?");
        }

        @Test
        void missingAfterIsPoison() {
            assertThatThrownBy(() -> decode(record(key(1), envelope("u", row(1, "a"), null))))
                    .hasMessage(
                            "Record orders-0@17 cannot be read: has no 'after' although its operation is not a delete; is this topic really one of change events?");
        }

        @Test
        void aRowThatMerelyHasAnOpIsARow() {
            Schema schema = SchemaBuilder.struct()
                    .field("op", Schema.STRING_SCHEMA)
                    .field("after", Schema.STRING_SCHEMA)
                    .build();
            ChangeRecord change =
                    decode(record(null, new Struct(schema).put("op", "buy").put("after", "noon")));
            assertThat(columns(change.after())).isEqualTo(map("op", "buy", "after", "noon"));
        }
    }

    @Nested
    class EnvelopesWithoutSchema {

        @Test
        void createAndDelete() {
            Map<String, ?> source =
                    map("ts_ms", 5L, "file", "binlog.000003", "pos", 154L, "row", 2, "db", "shop", "table", "orders");
            ChangeRecord create = decode(record(
                    map("id", 1L),
                    map("before", null, "after", map("id", 1L, "name", "a"), "op", "c", "source", source)));
            assertThat(create.op()).isEqualTo(Op.INSERT);
            assertThat(columns(create.after())).isEqualTo(map("id", 1L, "name", "a"));
            assertThat(create.position()).isEqualTo(new SourcePosition((3L << 40) + 154, 2, 5, "shop", "orders", null));
            ChangeRecord delete = decode(record(
                    map("id", 1L),
                    map("before", map("id", 1L, "name", "a"), "after", null, "op", "d", "source", source)));
            assertThat(delete.op()).isEqualTo(Op.DELETE);
            assertThat(delete.after()).isNull();
        }

        @Test
        void insideAWrappingOfSchemaAndPayload() {
            Object payload = map("before", null, "after", map("id", 1L), "op", "r", "ts_ms", 5L);
            ChangeRecord change = decode(
                    record(map("schema", map(), "payload", map("id", 1L)), map("schema", map(), "payload", payload)));
            assertThat(change.op()).isEqualTo(Op.READ);
            assertThat(columns(change.key())).isEqualTo(map("id", 1L));
            assertThat(change.position()).isNull();
        }

        @Test
        void aMessageOfAnotherKindIsARow() {
            ChangeRecord change = decode(record(null, map("op", "b", "ts_ms", 1L, "message", "buy")));
            assertThat(columns(change.after())).isEqualTo(map("message", "buy", "op", "b", "ts_ms", 1L));
        }

        @Test
        void truncateAndMessage() {
            ChangeRecord change =
                    decode(record(null, map("before", null, "after", null, "op", "t", "source", map("lsn", 5L))));
            assertThat(change.op()).isEqualTo(Op.TRUNCATE);
            assertThat(change.position()).isEqualTo(new SourcePosition(5, 0, -1, null, null, null));
            assertThat(decoder.decode(record(null, map("op", "m", "source", map("lsn", 5L), "message", map()))))
                    .isNull();
        }

        @Test
        void oraclePositions() {
            Object value = map(
                    "after",
                    map("id", 1L),
                    "op",
                    "c",
                    "source",
                    map("scn", "18446744073709551615"),
                    "transaction",
                    map("total_order", 4L));
            assertThat(decode(record(null, value)).position())
                    .isEqualTo(new SourcePosition(-1, 4, -1, null, null, null));
        }

        @Test
        void documentsAsText() {
            Object value = map("after", "{\"_id\":1}", "op", "c", "source", map("ts_ms", 5L, "ord", 9));
            ChangeRecord change = decode(record(map("id", "1"), value));
            assertThat(columns(change.after())).isEqualTo(map("value", "{\"_id\":1}", "id", "1"));
            assertThat(change.position()).isEqualTo(new SourcePosition(5000, 9, 5, null, null, null));
        }

        @Test
        void sqlServerPositions() {
            Object value = map(
                    "after",
                    map("id", 1L),
                    "op",
                    "c",
                    "source",
                    map(
                            "ts_ms",
                            5L,
                            "commit_lsn",
                            "00000027:00000758:0005",
                            "change_lsn",
                            "00000027:00000758:0003",
                            "event_serial_no",
                            2L));
            assertThat(decode(record(null, value)).position())
                    .isEqualTo(new SourcePosition(0x27_0000_0758L, (3L << 40) + 2, 5, null, null, null));
        }
    }

    @Nested
    class Flattened {

        @Test
        void opAndDeletedAreNoColumnsButOtherMetadataIs() {
            Object value = map(
                    "id",
                    1L,
                    "__op",
                    "u",
                    "__deleted",
                    "false",
                    "__lsn",
                    9L,
                    "__source_ts_ms",
                    5L,
                    "__table",
                    "orders");
            ChangeRecord change = decode(record(map("id", 1L), value));
            assertThat(change.op()).isEqualTo(Op.UPDATE);
            assertThat(columns(change.after()))
                    .isEqualTo(map("id", 1L, "__lsn", 9L, "__source_ts_ms", 5L, "__table", "orders"));
            assertThat(change.position()).isEqualTo(new SourcePosition(9, 0, 5, null, "orders", null));
        }

        @Test
        void rewrittenDelete() {
            Schema schema = SchemaBuilder.struct()
                    .field("id", Schema.INT64_SCHEMA)
                    .field("__deleted", Schema.STRING_SCHEMA)
                    .build();
            assertThat(decode(record(key(1), new Struct(schema).put("id", 1L).put("__deleted", "true")))
                            .op())
                    .isEqualTo(Op.DELETE);
            ChangeRecord kept =
                    decode(record(key(1), new Struct(schema).put("id", 1L).put("__deleted", "false")));
            assertThat(kept.op()).isEqualTo(Op.INSERT);
            assertThat(columns(kept.after())).isEqualTo(map("id", 1L));
        }

        @Test
        void ourOwnRows() {
            Schema schema = SchemaBuilder.struct()
                    .field("id", Schema.INT64_SCHEMA)
                    .field("__op", Schema.STRING_SCHEMA)
                    .field("__lsn", Schema.INT64_SCHEMA)
                    .field("__tx_order", Schema.INT64_SCHEMA)
                    .field("__source_ts_us", Schema.INT64_SCHEMA)
                    .build();
            Struct value = new Struct(schema)
                    .put("id", 1L)
                    .put("__op", "r")
                    .put("__lsn", 100L)
                    .put("__tx_order", 4L)
                    .put("__source_ts_us", 5_000_001L);
            ChangeRecord change = decode(record(key(1), value));
            assertThat(change.op()).isEqualTo(Op.READ);
            assertThat(columns(change.after())).isEqualTo(map("id", 1L));
            assertThat(change.position()).isEqualTo(new SourcePosition(100, 4, 5000, null, null, null));
        }

        @Test
        void ownPrefix() {
            RecordDecoder prefixed =
                    RecordDecoders.create(DecoderOptions.defaults().withMetadataPrefix("cdc."));
            ChangeRecord change = Objects.requireNonNull(prefixed.decode(record(null, map("id", 1L, "cdc.op", "d"))));
            assertThat(change.op()).isEqualTo(Op.DELETE);
            assertThat(columns(change.after())).isEqualTo(map("id", 1L));
        }

        @Test
        void metadataInHeaders() {
            SinkRecord record = record(key(1), row(1, "a"));
            record.headers().addString("__op", "u").addLong("__lsn", 9).addLong("__source_ts_ms", 5);
            ChangeRecord change = decode(record);
            assertThat(change.op()).isEqualTo(Op.UPDATE);
            assertThat(change.position()).isEqualTo(new SourcePosition(9, 0, 5, null, null, null));
            assertThat(columns(change.after())).isEqualTo(map("id", 1L, "name", "a"));
        }

        @Test
        void tombstoneWithHeader() {
            SinkRecord record = record(key(1), null);
            record.headers().addString("__op", "d");
            assertThat(decode(record).op()).isEqualTo(Op.DELETE);
        }
    }
}
