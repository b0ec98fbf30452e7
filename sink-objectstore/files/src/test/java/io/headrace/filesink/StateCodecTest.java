package io.headrace.filesink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.CreateTable;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.files.store.StagedObject;
import io.headrace.files.store.local.LocalStore;
import io.headrace.rules.golden.Golden;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored is public: later releases must read it. */
class StateCodecTest {

    private static final String GOLDEN = "sink-objectstore/files/src/test/resources/golden/";

    @TempDir
    Path dir;

    private static PartitionState full() {
        LedgerEntry first = Lake.change(LedgerEntry.absent(Lake.key(3)), 100).updated();
        LedgerChange change = Lake.change(first, 250);
        return PartitionState.absent(first)
                .advanced(
                        change,
                        List.of(new StagedObject("orders/a.parquet", "")),
                        Lake.loads(new TableId("shop", "orders"), change));
    }

    @Test
    void theStateIsStoredAsItAlwaysWas() {
        Golden.assertMatches(
                GOLDEN + "state-1.json", new String(StateCodec.write(full()).bytes(), UTF_8) + "\n");
    }

    @Test
    void theTopicsIdIsAMemberMore() {
        PartitionState known = PartitionState.absent(full().entry().in("PzBDf5CvRGGkjQ9lWfXEXA"));
        assertThat(new String(StateCodec.write(known).bytes(), UTF_8))
                .contains("\"topic_id\" : \"PzBDf5CvRGGkjQ9lWfXEXA\"");
        assertThat(StateCodec.read(Json.of(StateCodec.write(known).bytes()))).isEqualTo(known);
        PartitionState moved = known.advanced(
                Lake.change(known.entry(), 300), List.of(new StagedObject("orders/b.parquet", "")), List.of());
        assertThat(moved.entry().topicId()).isEqualTo("PzBDf5CvRGGkjQ9lWfXEXA");
        assertThat(StateCodec.read(Json.of(StateCodec.write(moved).bytes()))).isEqualTo(moved);
        assertThat(moved.reset(OptionalLong.empty()).entry().topicId()).isNull();
    }

    @Test
    void everyStateComesBackAsItWas() {
        PartitionState absent = PartitionState.absent(LedgerEntry.absent(Lake.key(0)));
        for (PartitionState state : List.of(absent, full(), full().settled(), full().rolledBack(), full().fenced())) {
            assertThat(StateCodec.read(Json.of(StateCodec.write(state).bytes())))
                    .isEqualTo(state);
        }
    }

    @Test
    void theSchemaIsStoredAsItAlwaysWas() throws Exception {
        List<DataType> types = List.of(
                DataType.BOOL,
                DataType.INT8,
                DataType.INT16,
                DataType.INT32,
                DataType.INT64,
                DataType.FLOAT32,
                DataType.FLOAT64,
                DataType.TEXT,
                DataType.BYTES,
                DataType.DATE,
                DataType.TIME,
                DataType.TIMESTAMP,
                DataType.TIMESTAMP_TZ,
                DataType.UUID,
                DataType.JSON,
                DataType.ANY_DECIMAL,
                new DataType.Decimal(38, 10),
                new DataType.ListOf(new DataType.ListOf(DataType.INT8)),
                new DataType.MapOf(DataType.TEXT, new DataType.Decimal(5, -2)),
                new DataType.StructOf(List.of(Field.required("a", DataType.BOOL), Field.optional("b", DataType.JSON))));
        List<Column> columns = types.stream()
                .map(type -> new Column(
                        "c" + types.indexOf(type), type, types.indexOf(type) % 2 == 0, "source " + types.indexOf(type)))
                .toList();
        TableSchema table = new TableSchema(new TableId("shop", "a/b"), columns, List.of("c0"));
        Tables tables = new Tables(new LocalStore(dir));
        tables.apply(new SchemaDelta(table.id(), List.of(new CreateTable(table))));

        assertThat(tables.describe(table.id())).contains(table);
        Golden.assertMatches(
                GOLDEN + "schema-1.json", Files.readString(dir.resolve("_headrace/schemas/shop=a%2Fb.json")) + "\n");
    }

    @Test
    void aNewerFormatIsRefusedAndLeftAlone() throws Exception {
        Lake lake = new Lake(dir);
        FilesDestination destination = lake.open();
        new EngineLoop(destination, 5, Lake.ORDERS).load(Lake.key(0), 5);
        Path state = dir.resolve("_headrace/state/lake/shop.orders/0.json");
        String newer = Files.readString(state).replace("\"format\" : 1,", "\"format\" : 2,");
        Files.writeString(state, newer);
        assertRefused(
                destination,
                "'_headrace/state/lake/shop.orders/0.json' has format version 2, this release reads up to 1. Run the release that wrote it, or a later one.");
        assertThat(state).hasContent(newer);
    }

    @Test
    void aDamagedStateIsSaid() throws Exception {
        Lake lake = new Lake(dir);
        FilesDestination destination = lake.open();
        new EngineLoop(destination, 5, Lake.ORDERS).load(Lake.key(0), 5);
        Path state = dir.resolve("_headrace/state/lake/shop.orders/0.json");
        Files.writeString(state, "{\"format\":1,");
        assertRefused(
                destination,
                "'_headrace/state/lake/shop.orders/0.json' is damaged: it is not JSON. Restore it from a backup, or remove it and reset the connector's offsets.");
        Files.writeString(state, "{\"format\":1}");
        assertRefused(
                destination,
                "'_headrace/state/lake/shop.orders/0.json' is damaged: 'ledger' is not a String. Restore it from a backup, or remove it and reset the connector's offsets.");
    }

    private static void assertRefused(FilesDestination destination, String message) {
        assertThatThrownBy(() -> destination.recover(Set.of(Lake.key(0))))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.CONFIG))
                .hasMessage(message);
    }
}
