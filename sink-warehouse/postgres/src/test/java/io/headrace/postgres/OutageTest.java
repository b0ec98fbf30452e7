package io.headrace.postgres;

import static io.headrace.postgres.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.FencedException;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerEntry.LastRecord;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.Staged;
import io.headrace.testkit.server.CutProxy;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Cut connections, restarted servers, frozen and racing writers: the ledger and the rows always agree. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTest {

    private static final Column V = new Column("v", DataType.INT32, true);

    private final Postgres postgres;

    OutageTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "outages");
    }

    private static LedgerKey key(String topic, int partition) {
        return new LedgerKey("sink", topic, partition);
    }

    private static LedgerChange move(LedgerEntry expected, long next) {
        return new LedgerChange(expected, next, new LastRecord(next - 1, 1_000 + next, next * 31));
    }

    private static LedgerEntry entry(Destination destination, LedgerKey key) {
        return destination.recover(Set.of(key)).getOrDefault(key, LedgerEntry.absent(key));
    }

    private static Staged stage(Destination destination, String table, int value) {
        TableSchema schema = Postgres.describe(destination, table);
        return destination.stage(Rows.batch(schema, Rows.insert(schema.columns(), row(value))));
    }

    private static void create(Destination destination, String table) {
        Postgres.create(destination, Rows.table(table, List.of(), V));
    }

    @Test
    void aConnectionCutBetweenStageAndCommitLosesWhatWasStaged() throws SQLException, IOException {
        LedgerKey key = key("cut-before", 0);
        try (CuttingProxy proxy = new CuttingProxy(postgres.server.port());
                Destination destination = through(proxy)) {
            create(destination, "cut_before");
            LedgerEntry before = entry(destination, key);
            Staged staged = stage(destination, "cut_before", 1);
            proxy.cutNow();
            assertThatThrownBy(() -> destination.commit(List.of(staged), List.of(move(before, 10)), List.of()))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.TRANSIENT));
            destination.discard();
            assertThat(entry(destination, key)).isEqualTo(LedgerEntry.absent(key));
            Staged again = stage(destination, "cut_before", 1);
            destination.commit(List.of(again), List.of(move(before, 10)), List.of());
            assertThat(entry(destination, key)).isEqualTo(move(before, 10).updated());
        }
        assertThat(postgres.column("SELECT v FROM cut_before")).containsExactly(1);
    }

    @Test
    void aCommitThatNeverArrivedIsSeenInTheLedger() throws SQLException, IOException {
        assertThat(cutDuringCommit("commit_lost", CuttingProxy.Cut.BEFORE)).isEqualTo(LedgerEntry.NONE);
        assertThat(postgres.column("SELECT v FROM commit_lost")).isEmpty();
    }

    @Test
    void s28_aCommitWhoseAnswerWasLostIsSeenInTheLedger() throws SQLException, IOException {
        assertThat(cutDuringCommit("answer_lost", CuttingProxy.Cut.AFTER)).isEqualTo(10);
        assertThat(postgres.column("SELECT v FROM answer_lost")).containsExactly(1);
    }

    private long cutDuringCommit(String name, CuttingProxy.Cut cut) throws SQLException, IOException {
        LedgerKey key = key(name, 0);
        try (CuttingProxy proxy = new CuttingProxy(postgres.server.port());
                Destination destination = through(proxy)) {
            create(destination, name);
            LedgerEntry before = entry(destination, key);
            Staged staged = stage(destination, name, 1);
            proxy.cutWhen("COMMIT", cut);
            assertThatThrownBy(() -> destination.commit(List.of(staged), List.of(move(before, 10)), List.of()))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.TRANSIENT));
            destination.discard();
            return entry(destination, key).next();
        }
    }

    private Destination through(CuttingProxy proxy) {
        return postgres.destination("url", "postgresql://127.0.0.1:" + proxy.port() + "/" + postgres.database);
    }

    /** S30: the connection stays open and says nothing, as when a firewall forgets it. */
    @Test
    void s30_aSilentNetworkIsNotWaitedForForEver() throws SQLException {
        try (CutProxy proxy = CutProxy.to(postgres.server.port());
                Destination destination = postgres.destination(
                        "url", "postgresql://127.0.0.1:" + proxy.port() + "/" + postgres.database,
                        "statement.timeout.ms", "1000",
                        "connect.timeout.ms", "1000")) {
            create(destination, "silent");
            TableSchema table = Postgres.describe(destination, "silent");
            proxy.freeze();
            assertThatThrownBy(() -> destination.stage(Rows.batch(table, Rows.insert(List.of(V), row(1)))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.TRANSIENT));
            destination.discard();
            assertThatThrownBy(() -> Postgres.describe(destination, "silent"))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.TRANSIENT));
            proxy.restore();
            Postgres.load(destination, table, Rows.insert(List.of(V), row(2)));
        }
        assertThat(postgres.column("SELECT v FROM silent")).containsExactly(2);
    }

    @Test
    void s26_aServerThatRestartsIsWaitedFor(@TempDir Path dir) throws SQLException {
        try (PostgresServer own = Servers.provider().postgres(dir.resolve("data"), Map.of())) {
            Postgres restarted = new Postgres(own, "restarted");
            LedgerKey key = key("restarted", 0);
            try (Destination destination = restarted.destination()) {
                create(destination, "t");
                LedgerEntry before = entry(destination, key);
                Staged staged = stage(destination, "t", 1);
                own.stop();
                assertThatThrownBy(() -> destination.commit(List.of(staged), List.of(move(before, 10)), List.of()))
                        .satisfies(
                                error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.TRANSIENT));
                destination.discard();
                assertThatThrownBy(() -> destination.recover(Set.of(key)))
                        .satisfies(
                                error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.TRANSIENT));
                own.start();
                assertThat(entry(destination, key)).isEqualTo(LedgerEntry.absent(key));
                destination.commit(List.of(stage(destination, "t", 2)), List.of(move(before, 10)), List.of());
            }
            assertThat(restarted.column("SELECT v FROM t")).containsExactly(2);
        }
    }

    @Test
    void anEndedSessionIsReplaced() throws SQLException {
        LedgerKey key = key("ended", 0);
        try (Destination destination = postgres.destination()) {
            create(destination, "ended");
            LedgerEntry before = entry(destination, key);
            Staged staged = stage(destination, "ended", 1);
            endSessions();
            assertThatThrownBy(() -> destination.commit(List.of(staged), List.of(move(before, 10)), List.of()))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.TRANSIENT));
            destination.discard();
            destination.commit(List.of(stage(destination, "ended", 2)), List.of(move(before, 10)), List.of());
        }
        assertThat(postgres.column("SELECT v FROM ended")).containsExactly(2);
    }

    private void endSessions() throws SQLException {
        postgres.rows(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'headrace test-0'"
                        + " AND datname = current_database()");
    }

    @Test
    void s01_oneOfTwoWritersWinsAndTheOtherIsFenced() throws Exception {
        List<LedgerKey> keys =
                IntStream.range(0, 8).mapToObj(p -> key("raced", p)).toList();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (Destination one = postgres.destination();
                Destination two = postgres.destination()) {
            create(one, "raced");
            for (int round = 0; round < 20; round++) {
                Map<LedgerKey, LedgerEntry> before = one.recover(Set.copyOf(keys));
                long next = 10L * (round + 1);
                List<LedgerChange> up = new ArrayList<>();
                keys.forEach(key -> up.add(move(before.getOrDefault(key, LedgerEntry.absent(key)), next)));
                List<LedgerChange> down = new ArrayList<>(up);
                java.util.Collections.reverse(down);
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Boolean> first = pool.submit(writer(one, up, 2 * round, start));
                Future<Boolean> second = pool.submit(writer(two, down, 2 * round + 1, start));
                assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
            }
            assertThat(one.recover(Set.copyOf(keys)).values()).allMatch(entry -> entry.next() == 200);
        } finally {
            pool.shutdownNow();
        }
        assertThat(postgres.column("SELECT v / 2 FROM raced ORDER BY v"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).boxed().map(Object.class::cast).toList());
    }

    private static Callable<Boolean> writer(
            Destination destination, List<LedgerChange> changes, int value, CyclicBarrier start) {
        return () -> {
            Staged staged = stage(destination, "raced", value);
            start.await();
            try {
                destination.commit(List.of(staged), changes, List.of());
                return true;
            } catch (FencedException fenced) {
                destination.discard();
                return false;
            }
        };
    }

    /** A process that stopped in the middle of its transaction, holding the ledger's row: the server ends its session. */
    @Test
    void aFrozenWriterIsOvertaken() throws SQLException {
        LedgerKey key = key("frozen", 0);
        try (Destination frozen = postgres.destination("idle.transaction.timeout.ms", "1000");
                Destination other = postgres.destination("lock.timeout.ms", "20000")) {
            Column id = new Column("id", DataType.INT32, false);
            TableSchema table = Postgres.create(frozen, Rows.table("frozen", List.of("id"), id, V));
            Postgres.load(frozen, table, Rows.upsert(List.of(id, V), row(1, 0)));
            LedgerEntry before = entry(frozen, key);
            Staged stale = frozen.stage(Rows.batch(table, Rows.upsert(List.of(id, V), row(1, 1))));
            Postgres.describe(other, "frozen");
            Staged fresh = other.stage(Rows.batch(table, Rows.upsert(List.of(id, V), row(1, 2))));
            other.commit(List.of(fresh), List.of(move(before, 10)), List.of());
            assertThatThrownBy(() -> frozen.commit(List.of(stale), List.of(move(before, 10)), List.of()))
                    .satisfies(error -> assertThat(frozen.classify(error)).isEqualTo(ErrorClass.TRANSIENT));
            frozen.discard();
            assertThat(entry(frozen, key).next()).isEqualTo(10);
        }
        assertThat(postgres.column("SELECT v FROM frozen")).containsExactly(2);
    }

    /** Dropped by hand under a running session. */
    @Test
    void aLedgerThatIsGoneStopsTheTaskAndASyncLogThatIsGoneIsMadeAgain() throws SQLException {
        Postgres own = new Postgres(postgres.server, "bookkeeping");
        LedgerKey key = key("gone", 0);
        try (Destination destination = own.destination()) {
            create(destination, "t");
            LedgerEntry before = entry(destination, key);
            own.execute("DROP TABLE _headrace_loads");
            Staged staged = stage(destination, "t", 1);
            LoadEntry log =
                    new LoadEntry("load", key, TableId.of("t"), 0, 9, 1, 1, 0, "", Instant.now(), Instant.now());
            assertThatThrownBy(() -> destination.commit(List.of(staged), List.of(move(before, 10)), List.of(log)))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.DOUBTFUL));
            destination.discard();
            destination.commit(List.of(stage(destination, "t", 1)), List.of(move(before, 10)), List.of(log));
            assertThat(own.column("SELECT count(*) FROM _headrace_loads")).containsExactly(1L);

            LedgerEntry now = entry(destination, key);
            own.execute("DROP TABLE _headrace_offsets");
            Staged more = stage(destination, "t", 2);
            String gone =
                    "The ledger, table public._headrace_offsets in Postgres, was dropped or renamed while the task"
                            + " was running. Nothing was loaded without it. Put it back and restart the task, which then goes on"
                            + " where it was. Without it, a restarted task makes an empty one and goes on where the consumer"
                            + " group is: records that were loaded since the worker last committed its offsets are loaded once"
                            + " more.";
            assertThatThrownBy(() -> destination.commit(List.of(more), List.of(move(now, 20)), List.of()))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.CONFIG))
                    .hasMessage(gone);
            assertThatThrownBy(() -> destination.recover(Set.of(key))).hasMessage(gone);
        }
        assertThat(own.column("SELECT v FROM t")).containsExactly(1);
    }

    @Test
    void aLockThatIsNotFreedIsNotWaitedForForEver() throws SQLException {
        try (Destination destination = postgres.destination("lock.timeout.ms", "200");
                Connection other = postgres.server.connect(postgres.database)) {
            create(destination, "locked");
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");
            TableSchema table = Rows.table("locked", List.of(), V);
            assertThatThrownBy(() -> destination.stage(Rows.batch(table, Rows.insert(List.of(V), row(1)))))
                    .satisfies(error -> assertThat(destination.classify(error)).isEqualTo(ErrorClass.TRANSIENT))
                    .hasMessage(
                            "Postgres could not load table locked (SQLSTATE 55P03): ERROR: canceling statement due to"
                                    + " lock timeout");
            other.rollback();
            destination.discard();
            Postgres.load(destination, table, Rows.insert(List.of(V), row(1)));
        }
    }

    @Test
    void synchronousCommitIsLeftOn() throws SQLException {
        assertThat(postgres.column("SHOW synchronous_commit")).containsExactly("on");
        try (Connection session = PostgresSessions.of(PostgresSettings.ALL.parse(postgres.settings()), "t")
                        .open();
                var settings = session.createStatement()
                        .executeQuery("SELECT current_setting('synchronous_commit'), current_setting('TimeZone'),"
                                + " current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout'),"
                                + " current_setting('statement_timeout'), current_setting('transaction_timeout')")) {
            settings.next();
            List<String> found = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                found.add(settings.getString(i));
            }
            assertThat(found).containsExactly("on", "UTC", "30s", "1min", "10min", "30min");
        }
    }
}
