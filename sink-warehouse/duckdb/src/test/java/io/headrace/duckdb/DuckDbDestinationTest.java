package io.headrace.duckdb;

import static io.headrace.duckdb.Rows.batch;
import static io.headrace.duckdb.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.FencedException;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerEntry.LastRecord;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.RowBlock.Kind;
import io.headrace.sql.SqlDestination;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbDestinationTest {

    private static final LedgerKey KEY = new LedgerKey("orders-sink", "orders", 0);
    private static final LedgerKey OTHER = new LedgerKey("orders-sink", "orders", 1);
    private static final Column ID = new Column("id", DataType.INT32, false);
    private static final Column NAME = new Column("name", DataType.TEXT, true);
    private static final Column PRICE = new Column("price", new DataType.Decimal(10, 2), true);
    private static final TableSchema ORDERS =
            new TableSchema(TableId.of("orders"), List.of(ID, NAME, PRICE), List.of("id"));
    private static final TableSchema LOG = new TableSchema(TableId.of("log"), List.of(ID, NAME, PRICE), List.of());

    @TempDir
    Path directory;

    private Warehouse warehouse;
    private SqlDestination destination;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(directory.resolve("warehouse.duckdb"));
        destination = warehouse.destination();
        create(ORDERS);
        create(LOG);
    }

    @AfterEach
    void close() {
        destination.close();
    }

    private void create(TableSchema table) {
        destination.apply(new SchemaDelta(table.id(), List.of(new SchemaDelta.CreateTable(table))));
    }

    private static LedgerChange from(LedgerEntry expected, long next) {
        return new LedgerChange(expected, next, new LastRecord(next - 1, 1_700_000_000_000L, 77 + next));
    }

    private LedgerEntry ledger(LedgerKey key) {
        return Objects.requireNonNull(destination.recover(Set.of(key)).get(key));
    }

    private void load(Batch batch) {
        destination.commit(List.of(destination.stage(batch)), List.of(), List.of());
    }

    // ---- stage, commit, discard

    @Test
    void rowsBecomeVisibleWithTheCommitAndNotBefore() {
        var staged = destination.stage(
                batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(1, "a", null), row(2, "b", null))));

        assertThat(warehouse.query("SELECT * FROM log")).isEmpty();

        destination.commit(List.of(staged), List.of(from(LedgerEntry.absent(KEY), 2)), List.of());

        assertThat(warehouse.query("SELECT * FROM log")).containsExactly("1,a,null", "2,b,null");
        assertThat(ledger(KEY)).isEqualTo(new LedgerEntry(KEY, 2, 0, new LastRecord(1, 1_700_000_000_000L, 79)));
    }

    @Test
    void mergeInsertsUpdatesExactlyItsColumnsAndDeletes() {
        load(batch(
                ORDERS,
                Rows.of(
                        Kind.UPSERT,
                        ORDERS.columns(),
                        row(1, "a", new java.math.BigDecimal("1.5")),
                        row(2, "b", null),
                        row(3, "c", null))));
        load(batch(
                ORDERS,
                Rows.of(Kind.UPSERT, List.of(ID, NAME), row(1, "A"), row(4, "D")),
                Rows.of(Kind.UPSERT, List.of(ID), row(5), row(2)),
                Rows.of(Kind.DELETE, List.of(ID), row(3), row(99))));

        assertThat(warehouse.query("SELECT * FROM orders ORDER BY id"))
                .containsExactly("1,A,1.50", "2,b,null", "4,D,null", "5,null,null");
    }

    @Test
    void truncateEmptiesTheTableBeforeTheBlocks() {
        load(batch(ORDERS, Rows.of(Kind.UPSERT, ORDERS.columns(), row(1, "a", null), row(2, "b", null))));

        Batch truncating = new Batch(
                ORDERS, true, List.of(Rows.of(Kind.UPSERT, ORDERS.columns(), row(2, "B", null))), List.of(), "load");
        load(truncating);

        assertThat(warehouse.query("SELECT * FROM orders")).containsExactly("2,B,null");
    }

    @Test
    void discardDropsWhatWasStagedAndLeavesTheDestinationReady() {
        destination.stage(batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(1, "a", null))));
        destination.discard();
        destination.discard();
        load(batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(2, "b", null))));

        assertThat(warehouse.query("SELECT * FROM log")).containsExactly("2,b,null");
    }

    @Test
    void aValueWithoutAFormIsPoisonNamesItsColumnAndLeavesNothingBehind() {
        Batch poisoned = batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(1, "a", null), row(2, "b", Double.NaN)));

        assertThatThrownBy(() -> destination.stage(poisoned))
                .isInstanceOf(HeadraceException.class)
                .hasMessage("Column 'price' of DuckDB type DECIMAL(10,2) cannot hold NaN or infinity."
                        + " Mend the record at its source, or send this field as text with a transform.")
                .satisfies(e -> assertThat(destination.classify(e)).isEqualTo(ErrorClass.POISON));
        assertThatThrownBy(() -> destination.commit(List.of(), List.of(), List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("commit after a failed stage: discard first");
        destination.discard();
        load(batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(3, "c", null))));

        assertThat(warehouse.query("SELECT * FROM log")).containsExactly("3,c,null");
    }

    /** Not poison: a partial update beside the insert of its row would be refused as well when it is staged alone. */
    @Test
    void aNullInARequiredColumnClashesOnBothWaysIn() {
        for (Kind kind : List.of(Kind.INSERT, Kind.UPSERT)) {
            Batch poisoned = batch(ORDERS, Rows.of(kind, ORDERS.columns(), row(1, "a", null), row(null, "b", null)));

            assertThatThrownBy(() -> destination.stage(poisoned))
                    .satisfies(e -> assertThat(destination.classify(e)).isEqualTo(ErrorClass.CLASH));
            destination.discard();
        }
        load(batch(ORDERS, Rows.of(Kind.UPSERT, ORDERS.columns(), row(1, "a", null))));

        assertThat(warehouse.query("SELECT * FROM orders")).containsExactly("1,a,null");
    }

    @Test
    void textThatIsNotJsonIsPoison() {
        Column doc = new Column("doc", DataType.JSON, true);
        TableSchema docs = new TableSchema(TableId.of("docs"), List.of(ID, doc), List.of());
        create(docs);

        assertThatThrownBy(() ->
                        destination.stage(batch(docs, Rows.of(Kind.INSERT, docs.columns(), row(1, "{\"a\": nope}")))))
                .satisfies(e -> assertThat(destination.classify(e)).isEqualTo(ErrorClass.POISON));
        destination.discard();
        load(batch(docs, Rows.of(Kind.INSERT, docs.columns(), row(2, "{\"a\": [1, 2.50]}"))));

        assertThat(warehouse.query("SELECT doc::VARCHAR, doc->'a'->>1 FROM docs"))
                .containsExactly("{\"a\": [1, 2.50]},2.5");
    }

    // ---- ledger

    @Test
    void aWriterThatDoesNotMatchIsFencedAndWritesNothing() {
        try (SqlDestination zombie = warehouse.destination()) {
            var stale = zombie.stage(batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(1, "zombie", null))));
            var staged = destination.stage(batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(1, "owner", null))));
            destination.commit(List.of(staged), List.of(from(LedgerEntry.absent(KEY), 1)), List.of());

            assertThatThrownBy(() -> zombie.commit(
                            List.of(stale),
                            List.of(from(LedgerEntry.absent(OTHER), 5), from(LedgerEntry.absent(KEY), 1)),
                            List.of()))
                    .isInstanceOfSatisfying(
                            FencedException.class, e -> assertThat(e.keys()).containsExactly(KEY))
                    .satisfies(e -> assertThat(zombie.classify(e)).isEqualTo(ErrorClass.FENCED));
            zombie.discard();

            assertThat(zombie.recover(Set.of(KEY, OTHER)))
                    .isEqualTo(Map.of(KEY, ledger(KEY), OTHER, LedgerEntry.absent(OTHER)));
        }
        assertThat(warehouse.query("SELECT * FROM log")).containsExactly("1,owner,null");
    }

    @Test
    void aWriterWhoseTransactionBeganAfterTheOthersCommitIsFencedToo() {
        commit(from(LedgerEntry.absent(KEY), 10));
        LedgerEntry now = ledger(KEY);
        commit(from(now, 20));

        assertThatThrownBy(() -> commit(from(now, 15)))
                .isInstanceOfSatisfying(
                        FencedException.class, e -> assertThat(e.keys()).containsExactly(KEY));

        assertThat(ledger(KEY).next()).isEqualTo(20);
    }

    @Test
    void twoWritersOfOneEntryAtOnceLeaveOne() {
        commit(from(LedgerEntry.absent(KEY), 10));
        LedgerEntry now = ledger(KEY);
        try (SqlDestination zombie = warehouse.destination()) {
            var stale = zombie.stage(batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(1, "zombie", null))));
            commit(from(now, 20));

            assertThatThrownBy(() -> zombie.commit(List.of(stale), List.of(from(now, 20)), List.of()))
                    .isInstanceOf(FencedException.class);
        }
        assertThat(warehouse.query("SELECT * FROM log")).isEmpty();
    }

    private void commit(LedgerChange change) {
        destination.commit(List.of(), List.of(change), List.of());
    }

    @Test
    void resetRaisesTheGenerationSoThatNoRunningWriterMatches() {
        commit(from(LedgerEntry.absent(KEY), 10));
        LedgerEntry before = ledger(KEY);

        destination.reset("orders-sink", Map.of(KEY, OptionalLong.of(3), OTHER, OptionalLong.empty()));

        assertThat(ledger(KEY)).isEqualTo(new LedgerEntry(KEY, 3, 1, null));
        assertThat(ledger(OTHER)).isEqualTo(new LedgerEntry(OTHER, LedgerEntry.NONE, 1, null));
        assertThat(destination.ledgerKeys("orders-sink")).containsExactlyInAnyOrder(KEY, OTHER);
        assertThat(destination.ledgerKeys("another")).isEmpty();
        assertThatThrownBy(() -> commit(from(before, 20))).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> commit(from(LedgerEntry.absent(OTHER), 20))).isInstanceOf(FencedException.class);

        destination.reset("orders-sink", Map.of(KEY, OptionalLong.empty()));

        assertThat(ledger(KEY)).isEqualTo(new LedgerEntry(KEY, LedgerEntry.NONE, 2, null));
        commit(from(ledger(KEY), 7));
        assertThat(ledger(KEY).next()).isEqualTo(7);
        assertThat(ledger(KEY).generation()).isEqualTo(2);
    }

    @Test
    void aNewerFormatIsRefused() {
        commit(from(LedgerEntry.absent(KEY), 10));
        warehouse.execute("UPDATE _headrace_offsets SET format_version = 2");

        assertThatThrownBy(() -> destination.recover(Set.of(KEY)))
                .isInstanceOf(HeadraceException.class)
                .hasMessage("Table main._headrace_offsets in DuckDB has format version 2, this release reads up to 1."
                        + " Run the release that wrote it, or a later one.")
                .satisfies(e -> assertThat(destination.classify(e)).isEqualTo(ErrorClass.CONFIG));
    }

    @Test
    void loadsAreWrittenWithTheCommit() {
        Instant at = Instant.parse("2026-11-20T10:00:00.123456Z");
        LoadEntry entry =
                new LoadEntry("load-1", KEY, TableId.of("orders"), 5, 9, 5, 4, 1, "add price", at, at.plusSeconds(1));

        destination.commit(List.of(), List.of(from(LedgerEntry.absent(KEY), 10)), List.of(entry));

        assertThat(warehouse.query(
                        "SELECT * EXCLUDE (started_at, finished_at), epoch_us(finished_at) - epoch_us(started_at) "
                                + "FROM _headrace_loads"))
                .containsExactly("load-1,orders-sink,main,orders,orders,0,5,9,5,4,1,add price,1,1000000");
    }

    @Test
    void loadsOlderThanTheRetentionGoWithACommitOfTheirOwnLedger() {
        for (String ledger : List.of("orders-sink", "another")) {
            for (int age : List.of(29, 31)) {
                warehouse.execute("INSERT INTO _headrace_loads SELECT 'old', '" + ledger
                        + "', 'main', 'orders', 'orders', 0, 0, 0, 1, 1, 0, '" + age
                        + "', t, t, 1 FROM (SELECT now() - INTERVAL "
                        + age + " DAY AS t)");
            }
        }
        Instant now = Instant.now();
        LoadEntry entry = new LoadEntry("new", KEY, TableId.of("orders"), 0, 9, 5, 4, 1, "", now, now);

        destination.commit(List.of(), List.of(), List.of(entry));

        assertThat(warehouse.query("SELECT ledger_id, load_id, schema_change FROM _headrace_loads ORDER BY ALL"))
                .containsExactly("another,old,29", "another,old,31", "orders-sink,new,", "orders-sink,old,29");
    }

    // ---- files and sessions

    @Test
    void stagedRowsOfALostSessionAreATransientFailure() {
        var staged = destination.stage(batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(1, "a", null))));
        destination.close();

        assertThatThrownBy(() -> destination.commit(List.of(staged), List.of(), List.of()))
                .hasMessage("DuckDB lost the session, and with it what was staged")
                .satisfies(e -> assertThat(destination.classify(e)).isEqualTo(ErrorClass.TRANSIENT));
    }

    @Test
    void schemaChangesAreRefusedBetweenStageAndCommit() {
        destination.stage(batch(LOG, Rows.of(Kind.INSERT, LOG.columns(), row(1, "a", null))));

        assertThatThrownBy(() -> create(new TableSchema(TableId.of("more"), List.of(ID), List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("DDL for more between stage and commit");
    }
}
