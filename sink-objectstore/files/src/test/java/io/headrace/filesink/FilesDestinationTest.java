package io.headrace.filesink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.AddColumn;
import io.headrace.core.schema.SchemaDelta.RelaxColumn;
import io.headrace.core.schema.SchemaDelta.WidenColumn;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.files.format.Compression;
import io.headrace.files.format.parquet.ParquetFormat;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.FencedException;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.RowBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract suite does not look at: files, state objects, undoing, resets. */
class FilesDestinationTest {

    @TempDir
    Path root;

    private Lake lake = new Lake(Path.of("/"));
    private FilesDestination destination = lake.open();

    @BeforeEach
    void open() {
        lake = new Lake(root, "${table}/dt=${yyyy-MM-dd}", new ParquetFormat(Compression.ZSTD, 1 << 20));
        destination = lake.open();
        Lake.create(destination, Lake.ORDERS);
    }

    private LedgerEntry now() {
        return Objects.requireNonNull(destination.recover(Set.of(Lake.key(0))).get(Lake.key(0)));
    }

    private List<String> files(String folder) throws IOException {
        Path from = root.resolve(folder);
        try (Stream<Path> files = Files.exists(from) ? Files.walk(from) : Stream.of()) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aBatchIsOneFilePerPlaceNamedAfterIt() throws IOException {
        Lake.load(destination, LedgerEntry.absent(Lake.key(0)), 6, Lake.ORDERS);
        String range =
                "shop\\.orders\\.p0\\.g0\\.00000000000000000000-00000000000000000005\\.[0-9a-f]{8}-[0-9a-f]{12}\\.parquet";
        assertThat(files("orders")).hasSize(2);
        assertThat(files("orders").get(0)).matches("orders/dt=2024-01-01/" + range);
        assertThat(files("orders").get(1)).matches("orders/dt=2024-01-02/" + range);
        assertThat(lake.rows(Lake.ORDERS)).isEqualTo(Lake.expected(0, 6));
    }

    @Test
    void nothingIsSeenBeforeTheCommitAndNothingIsLeftAfterADiscard() throws IOException {
        LedgerChange change = Lake.change(LedgerEntry.absent(Lake.key(0)), 6);
        assertThat(destination.stage(Lake.batch(Lake.ORDERS, change)).bytes()).isPositive();
        assertThat(files("orders")).isEmpty();
        assertThat(files("_headrace/staging")).hasSize(2).allMatch(file -> file.endsWith(".parquet.staged"));
        destination.discard();
        destination.discard();
        assertThat(files("_headrace/staging")).isEmpty();
        assertThat(now()).isEqualTo(LedgerEntry.absent(Lake.key(0)));
    }

    @Test
    void aCommitThatExpectsAnotherPositionIsFenced() {
        LedgerEntry first = Lake.load(destination, LedgerEntry.absent(Lake.key(0)), 6, Lake.ORDERS);
        LedgerChange late = Lake.change(LedgerEntry.absent(Lake.key(0)), 9);
        destination.stage(Lake.batch(Lake.ORDERS, late));
        assertThatThrownBy(() -> destination.commit(List.of(), List.of(late), List.of()))
                .isInstanceOfSatisfying(
                        FencedException.class, e -> assertThat(e.keys()).containsExactly(Lake.key(0)));
        destination.discard();
        assertThat(now()).isEqualTo(first);
        assertThat(lake.rows(Lake.ORDERS)).isEqualTo(Lake.expected(0, 6));
    }

    @Test
    void theLedgerKeepsTheLastRecordAndTheLoads() {
        LedgerEntry at = LedgerEntry.absent(Lake.key(0));
        for (int i = 1; i <= PartitionState.KEPT_LOADS + 5; i++) {
            at = Lake.load(destination, at, i, Lake.ORDERS);
        }
        assertThat(lake.open().recover(Set.of(Lake.key(0)))).containsEntry(Lake.key(0), at);
        String state = "read_json('" + root + "/_headrace/state/**/*.json')";
        assertThat(Lake.query(
                        "SELECT topic, next, len(loads), loads[1].first_offset, loads[-1].rows_written FROM " + state))
                .containsExactly("shop.orders|105|100|5|1");
    }

    @Test
    void aCommitWithManyLoadsKeepsThemAll() {
        LedgerChange change = Lake.change(LedgerEntry.absent(Lake.key(0)), 5);
        List<LoadEntry> loads = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            loads.addAll(Lake.loads(TableId.of("t" + i), change));
        }
        destination.commit(List.of(), List.of(change), loads);
        assertThat(Lake.query("SELECT len(loads) FROM read_json('" + root + "/_headrace/state/**/*.json')"))
                .containsExactly("150");
    }

    @Test
    void closingNotesThatEverythingIsPublished() throws IOException {
        LedgerEntry at = Lake.load(destination, LedgerEntry.absent(Lake.key(0)), 6, Lake.ORDERS);
        destination.close();
        for (String file : files("orders")) {
            Files.delete(root.resolve(file));
        }
        destination = lake.open();
        assertThat(now())
                .as("files that were published and moved are not lost ones")
                .isEqualTo(at);
    }

    @Test
    void aResetPublishesWhatIsPendingAndRaisesTheGeneration() {
        LedgerEntry at = Lake.load(destination, LedgerEntry.absent(Lake.key(0)), 6, Lake.ORDERS);
        FilesDestination other = lake.open();
        other.reset("lake", Map.of(Lake.key(0), OptionalLong.of(2)));
        assertThat(now()).isEqualTo(new LedgerEntry(Lake.key(0), 2, 1, null));
        LedgerChange late = Lake.change(at, 9);
        assertThatThrownBy(() -> destination.commit(List.of(), List.of(late), List.of()))
                .isInstanceOf(FencedException.class);
        other.reset("lake", Map.of(Lake.key(0), OptionalLong.empty()));
        other.reset("lake", Map.of(Lake.key(9), OptionalLong.of(7)));
        assertThat(now()).isEqualTo(new LedgerEntry(Lake.key(0), LedgerEntry.NONE, 2, null));
        assertThat(other.ledgerKeys("lake")).containsExactlyInAnyOrder(Lake.key(0), Lake.key(9));
        assertThat(other.ledgerKeys("la")).isEmpty();
        assertThat(lake.rows(Lake.ORDERS)).isEqualTo(Lake.expected(0, 6));
    }

    @Test
    void s24HostileTopicsHaveStatesOfTheirOwn() {
        List<LedgerKey> keys = Stream.of("a.b", "a/b", "..", "A.b", "é", "t".repeat(249), "t".repeat(250))
                .flatMap(name -> Stream.of(new LedgerKey(name, "t", 0), new LedgerKey("l", name, 0)))
                .toList();
        for (int i = 0; i < keys.size(); i++) {
            Lake.load(destination, LedgerEntry.absent(keys.get(i)), i + 1, Lake.ORDERS);
        }
        Map<LedgerKey, LedgerEntry> ledger = lake.open().recover(Set.copyOf(keys));
        for (int i = 0; i < keys.size(); i++) {
            assertThat(Objects.requireNonNull(ledger.get(keys.get(i))).next()).isEqualTo(i + 1);
        }
        assertThat(destination.ledgerKeys("l")).hasSize(keys.size() / 2);
    }

    @Test
    void twoConnectorsMayLoadOneDirectory() {
        LedgerKey other = new LedgerKey("other", "shop.orders", 0);
        Lake.load(destination, LedgerEntry.absent(Lake.key(0)), 6, Lake.ORDERS);
        Lake.load(lake.open(), LedgerEntry.absent(other), 6, TableId.of("copy"));
        assertThat(lake.rows(Lake.ORDERS)).isEqualTo(Lake.expected(0, 6));
        assertThat(lake.rows(TableId.of("copy"))).isEqualTo(Lake.expected(0, 6));
    }

    @Test
    void recoveryLeavesTheStagedFilesOfALivingWriterAlone() throws IOException {
        LedgerChange change = Lake.change(LedgerEntry.absent(Lake.key(0)), 6);
        destination.stage(Lake.batch(Lake.ORDERS, change));
        lake.open().recover(Set.of(Lake.key(0)));
        destination.commit(List.of(), List.of(change), List.of());
        assertThat(lake.rows(Lake.ORDERS)).isEqualTo(Lake.expected(0, 6));
        assertThat(files("_headrace/staging")).isEmpty();
    }

    @Test
    void schemaChangesAreRepeatableAndKeepWhatWasThere() {
        Column more = new Column("more", DataType.INT32, true, "More!");
        FilesDestination other = lake.open();
        for (FilesDestination each : List.of(destination, other)) {
            each.apply(new SchemaDelta(Lake.ORDERS, List.of(new AddColumn(more))));
            each.apply(new SchemaDelta(
                    Lake.ORDERS,
                    List.of(new WidenColumn("more", DataType.INT32, DataType.INT64), new RelaxColumn("o"))));
            each.apply(new SchemaDelta(Lake.ORDERS, List.of()));
        }
        Lake.create(other, Lake.ORDERS);
        TableSchema table = destination.describe(Lake.ORDERS).orElseThrow();
        assertThat(table.columns())
                .containsExactly(
                        new Column("p", DataType.INT32, false),
                        new Column("o", DataType.INT64, true),
                        new Column("text", DataType.TEXT, true),
                        new Column("more", DataType.INT64, true, "More!"));
        assertThat(destination.describe(TableId.of("none"))).isEmpty();
    }

    @Test
    void s19BlocksOfSeveralShapesAreOneFileWithEveryColumn() throws IOException {
        Column note = new Column("note", DataType.TEXT, false);
        TableSchema wide = new TableSchema(
                Lake.ORDERS,
                Stream.concat(Lake.schema(Lake.ORDERS).columns().stream(), Stream.of(note))
                        .toList(),
                List.of());
        LedgerChange change = Lake.change(LedgerEntry.absent(Lake.key(0)), 3);
        List<RowBlock> blocks = List.of(block(wide, 0, 1), block(wide, 1, 2), block(Lake.schema(Lake.ORDERS), 2, 3));
        destination.stage(new Batch(wide, false, blocks, List.of(change), "load"));
        destination.commit(List.of(), List.of(change), List.of());
        assertThat(files("orders")).hasSize(1);
        assertThat(Lake.query("SELECT o, note FROM " + lake.from("orders") + " ORDER BY o"))
                .containsExactly("0|null", "1|null", "2|null");
    }

    private static RowBlock block(TableSchema table, long from, long to) {
        List<ChangeRecord> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            records.add(Lake.record(Lake.key(0), offset));
        }
        return Lake.block(table.columns(), records);
    }

    @Test
    void whatIsNoAppendIsRefused() {
        LedgerChange change = Lake.change(LedgerEntry.absent(Lake.key(0)), 3);
        Batch truncating = new Batch(Lake.schema(Lake.ORDERS), true, List.of(), List.of(change), "load");
        assertThatThrownBy(() -> destination.stage(truncating))
                .hasMessage(
                        "Table 'orders' is a folder of files, which can only be added to. Set 'write.mode' to append.");
    }

    @Test
    void withoutALedgerFilesAreJustPublished() {
        LedgerChange change = Lake.change(LedgerEntry.absent(Lake.key(0)), 6);
        destination.stage(Lake.batch(Lake.ORDERS, change));
        destination.commit(List.of(), List.of(), List.of());
        assertThat(lake.rows(Lake.ORDERS)).isEqualTo(Lake.expected(0, 6));
        assertThat(destination.ledgerKeys("lake")).isEmpty();
    }
}
