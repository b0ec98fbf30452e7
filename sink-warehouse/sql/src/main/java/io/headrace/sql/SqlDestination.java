package io.headrace.sql;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.Capabilities;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.FencedException;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.RowBlock;
import io.headrace.sink.spi.Staged;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SQL target: one session, one transaction per flush. {@link #stage} opens the transaction, loads and merges; {@link #commit} adds the sync log and, last of all, moves the
 * ledger, so that its rows are locked as shortly as can be. DDL only ever runs outside such a transaction.
 */
public final class SqlDestination implements Destination {

    private static final Logger LOG = LoggerFactory.getLogger(SqlDestination.class);
    private static final Duration CLEANING_INTERVAL = Duration.ofHours(1);
    private static final String STAGING = "_headrace_staging";

    private final Dialect dialect;
    private final ConnectionSource connections;
    private final BulkLoader loader;
    private final SqlOptions options;
    private final Clock clock;
    private final SqlLedger ledger;
    private final SqlLoads loads;
    private final SqlNames names;
    private final SqlDdl ddl;
    private final Map<TableId, DescribedTable> known = new HashMap<>();
    private @Nullable SqlSession session;
    private boolean failed;
    private Instant cleaned = Instant.MIN;

    public SqlDestination(Dialect dialect, ConnectionSource connections, BulkLoader loader, SqlOptions options) {
        this(dialect, connections, loader, options, Clock.systemUTC());
    }

    SqlDestination(Dialect dialect, ConnectionSource connections, BulkLoader loader, SqlOptions options, Clock clock) {
        this.dialect = dialect;
        this.connections = connections;
        this.loader = loader;
        this.options = options;
        this.clock = clock;
        this.ledger = new SqlLedger(dialect, options.schema(), clock);
        this.loads = new SqlLoads(dialect, options.schema());
        this.names = new SqlNames(dialect, options.schema());
        this.ddl = new SqlDdl(dialect, names);
    }

    @Override
    public Capabilities capabilities() {
        return dialect.capabilities();
    }

    @Override
    public DataType fit(DataType type) {
        return dialect.fit(type);
    }

    @Override
    public Optional<TableSchema> describe(TableId table) {
        return call("describe table " + table, session -> read(session, qualified(table)))
                .map(found -> new TableSchema(
                        table, found.schema().columns(), found.schema().key()));
    }

    @Override
    public void apply(SchemaDelta delta) {
        TableId table = qualified(delta.table());
        call("change table " + delta.table(), session -> {
            if (session.inTransaction()) {
                throw new IllegalStateException("DDL for " + delta.table() + " between stage and commit");
            }
            known.remove(table);
            ddl.apply(session, new SchemaDelta(table, delta.changes()));
            return true;
        });
    }

    @Override
    public Staged stage(Batch batch) {
        TableId table = qualified(batch.table().id());
        return call("load table " + batch.table().id(), session -> {
            session.begin();
            DescribedTable target = held(session, table);
            refuseChanged(batch, target.schema());
            if (batch.truncate()) {
                execute(session.connection(), dialect.truncate(table));
            }
            long bytes = 0;
            for (RowBlock block : deletesFirst(batch)) {
                long sent = load(session.connection(), target, batch, block);
                bytes = bytes < 0 || sent < 0 ? -1 : bytes + sent;
            }
            return new SqlStaged(batch, bytes);
        });
    }

    /** So that the rows of a list take the places of those before, and a secondary unique index has its values free before they are taken. */
    private static List<RowBlock> deletesFirst(Batch batch) {
        return batch.table().key().isEmpty()
                ? batch.blocks()
                : batch.blocks().stream()
                        .sorted(Comparator.comparing(block -> block.kind() != RowBlock.Kind.DELETE))
                        .toList();
    }

    private long load(Connection connection, DescribedTable target, Batch batch, RowBlock block) throws SQLException {
        if (block.size() == 0) {
            return 0;
        }
        List<Column> columns = block.columns();
        if (block.kind() == RowBlock.Kind.INSERT && columns.stream().allMatch(c -> target.exact(dialect, c))) {
            return loader.load(connection, target.schema().id(), block);
        }
        TableId staging = dialect.stagingTable(STAGING);
        execute(connection, dialect.createStaging(staging, columns));
        long bytes = loader.load(connection, staging, block);
        SqlMerge merge =
                new SqlMerge(dialect, staging, target, columns, batch.table().key(), batch.order());
        for (String sql : merge.statements(block.kind())) {
            execute(connection, sql);
        }
        execute(connection, dialect.dropStaging(staging));
        return bytes;
    }

    @Override
    public void commit(List<Staged> staged, List<LedgerChange> changes, List<LoadEntry> entries) {
        if (failed) {
            throw new IllegalStateException("commit after a failed stage: discard first");
        }
        call("commit", session -> {
            if (!staged.isEmpty() && !session.inTransaction()) {
                throw new HeadraceException(
                        ErrorClass.TRANSIENT, dialect.name() + " lost the session, and with it what was staged");
            }
            session.begin();
            loads.write(session.connection(), entries);
            clean(session.connection(), entries);
            move(session, changes);
            return true;
        });
    }

    private void move(SqlSession session, List<LedgerChange> changes) throws SQLException {
        try {
            Set<LedgerKey> fenced = ledger.compareAndSet(session.connection(), inOneOrder(changes));
            if (!fenced.isEmpty()) {
                session.rollback();
                throw new FencedException(fenced);
            }
            session.commit();
        } catch (SQLException e) {
            refuseWithoutLedger(e);
            if (dialect.isConflict(e)) {
                drop();
                refuseFenced(session(), changes);
            }
            throw e;
        }
    }

    /** A session makes the ledger's table when it opens, so one that is not there was taken away since. */
    private void refuseWithoutLedger(SQLException error) {
        if (dialect.isMissingTable(error)) {
            throw HeadraceException.config(
                    "The ledger, table " + ledger.schema().id() + " in " + dialect.name()
                            + ", was dropped or renamed while the task was running. Nothing was loaded without it. Put it back"
                            + " and restart the task, which then goes on where it was. Without it, a restarted task makes an"
                            + " empty one and goes on where the consumer group is: records that were loaded since the worker"
                            + " last committed its offsets are loaded once more.");
        }
    }

    /** The same order in every task, so that two that meet at several entries wait for each other and never deadlock. */
    private static List<LedgerChange> inOneOrder(List<LedgerChange> changes) {
        return changes.stream()
                .sorted(Comparator.comparing(
                                (LedgerChange change) -> change.key().ledgerId())
                        .thenComparing(change -> change.key().topic())
                        .thenComparing(change -> change.key().partition()))
                .toList();
    }

    /** Under snapshot isolation a lost race shows as a conflict: the entries as they are now tell whether it was about them. */
    private void refuseFenced(SqlSession session, List<LedgerChange> changes) throws SQLException {
        Set<LedgerKey> moved = new HashSet<>();
        for (LedgerChange change : changes) {
            LedgerEntry now = ledger.read(session.connection(), change.key());
            if (now.next() != change.expected().next()
                    || now.generation() != change.expected().generation()) {
                moved.add(change.key());
            }
        }
        if (!moved.isEmpty()) {
            throw new FencedException(moved);
        }
    }

    private void clean(Connection connection, List<LoadEntry> entries) throws SQLException {
        Instant now = clock.instant();
        if (entries.isEmpty() || options.loadsRetention().isZero() || now.isBefore(cleaned.plus(CLEANING_INTERVAL))) {
            return;
        }
        Set<String> ledgerIds = new HashSet<>();
        entries.forEach(entry -> ledgerIds.add(entry.key().ledgerId()));
        for (String ledgerId : ledgerIds) {
            loads.forget(connection, ledgerId, now.minus(options.loadsRetention()));
        }
        cleaned = now;
    }

    @Override
    public void discard() {
        failed = false;
        SqlSession open = session;
        if (open == null) {
            return;
        }
        try {
            open.rollback();
        } catch (SQLException e) {
            LOG.warn("{}: rollback failed, closing the session", dialect.name(), e);
            drop();
        }
    }

    @Override
    public Map<LedgerKey, LedgerEntry> recover(Set<LedgerKey> keys) {
        discard();
        return call("read the ledger", session -> {
            try {
                Bookkeeping.refuseNewer(
                        session.connection(), dialect, ledger.schema().id(), LedgerEntry.FORMAT_VERSION);
                Map<LedgerKey, LedgerEntry> entries = new HashMap<>();
                for (LedgerKey key : keys) {
                    entries.put(key, ledger.read(session.connection(), key));
                }
                return entries;
            } catch (SQLException e) {
                refuseWithoutLedger(e);
                throw e;
            }
        });
    }

    @Override
    public void reset(String ledgerId, Map<LedgerKey, OptionalLong> next) {
        for (LedgerKey key : next.keySet()) {
            if (!key.ledgerId().equals(ledgerId)) {
                throw new IllegalArgumentException("Key " + key + " is not of ledger '" + ledgerId + "'");
            }
        }
        discard();
        call("reset the ledger", session -> {
            session.begin();
            ledger.reset(session.connection(), next);
            session.commit();
            return true;
        });
    }

    @Override
    public Set<LedgerKey> ledgerKeys(String ledgerId) {
        return call("read the ledger", session -> ledger.keys(session.connection(), ledgerId));
    }

    @Override
    public ErrorClass classify(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedException) {
                return ErrorClass.FENCED;
            }
            if (cause instanceof HeadraceException known) {
                return known.errorClass();
            }
            if (cause instanceof SQLException sql) {
                return dialect.classify(sql);
            }
        }
        return ErrorClass.CONFIG;
    }

    @Override
    public void close() {
        drop();
        connections.close();
    }

    private interface Work<T> {
        T with(SqlSession session) throws SQLException;
    }

    /** Runs work on the session, opening one where there is none; after a failure nothing can be committed before {@link #discard}. */
    private <T> T call(String what, Work<T> work) {
        try {
            return work.with(session());
        } catch (SQLException e) {
            afterFailure(e);
            throw dialect.explain(what, e);
        } catch (RuntimeException e) {
            afterFailure(e);
            throw e;
        }
    }

    private void afterFailure(Exception error) {
        known.clear();
        failed = session != null && session.inTransaction();
        // The next session makes a bookkeeping table that is gone.
        if (session != null && session.isBroken()
                || error instanceof SQLException sql
                        && (dialect.isConnectionLost(sql) || dialect.isMissingTable(sql))) {
            drop();
        }
    }

    private SqlSession session() throws SQLException {
        SqlSession open = session;
        if (open == null) {
            open = new SqlSession(connections.open());
            try {
                prepareBookkeeping(open);
            } catch (SQLException | RuntimeException e) {
                close(open);
                throw e;
            }
            session = open;
        }
        return open;
    }

    private void prepareBookkeeping(SqlSession open) throws SQLException {
        Connection connection = open.connection();
        for (TableSchema table : List.of(ledger.schema(), loads.schema(), names.schema())) {
            ddl.createPlain(open, table);
        }
        Bookkeeping.refuseNewer(connection, dialect, ledger.schema().id(), LedgerEntry.FORMAT_VERSION);
        Bookkeeping.refuseNewer(connection, dialect, loads.schema().id(), SqlLoads.FORMAT_VERSION);
        Bookkeeping.refuseNewer(connection, dialect, names.schema().id(), SqlNames.FORMAT_VERSION);
    }

    private void drop() {
        SqlSession open = session;
        session = null;
        known.clear();
        if (open != null) {
            close(open);
        }
    }

    private void close(SqlSession open) {
        try {
            connections.release(open.connection());
        } catch (SQLException e) {
            LOG.debug("{}: closing a session failed", dialect.name(), e);
        }
    }

    private DescribedTable held(SqlSession session, TableId table) throws SQLException {
        if (dialect.holdShape(session.connection(), table)) {
            known.remove(table);
        }
        return known(session, table);
    }

    /** A table that somebody changed after the batch was planned is planned for again; its rows are as good as ever. */
    private void refuseChanged(Batch batch, TableSchema now) {
        batch.lacks(now).ifPresent(column -> {
            throw new HeadraceException(
                    ErrorClass.TRANSIENT,
                    "Table " + batch.table().id() + " in " + dialect.name() + " got column '" + column.name()
                            + "' after the load was planned; it is planned again");
        });
        for (RowBlock block : batch.blocks()) {
            for (Column column : block.columns()) {
                boolean same = now.column(column.name())
                        .filter(found -> found.type().equals(column.type()))
                        .isPresent();
                if (!same) {
                    throw new HeadraceException(
                            ErrorClass.TRANSIENT,
                            "Column '" + column.name() + "' of table "
                                    + batch.table().id() + " in " + dialect.name()
                                    + " was changed or dropped after the load was planned; it is planned again");
                }
            }
        }
    }

    private DescribedTable known(SqlSession session, TableId table) throws SQLException {
        DescribedTable found = known.get(table);
        if (found != null) {
            return found;
        }
        return read(session, table)
                .orElseThrow(() -> HeadraceException.config("Table " + table + " does not exist in " + dialect.name()
                        + ". Create it, or let the connector create it by its schema policy."));
    }

    private Optional<DescribedTable> read(SqlSession session, TableId table) throws SQLException {
        Optional<DescribedTable> found = dialect.describe(session.connection(), table);
        if (found.isEmpty()) {
            known.remove(table);
            return found;
        }
        Map<String, String> sources = names.read(session.connection(), table);
        TableSchema schema = found.get().schema();
        List<Column> columns = schema.columns().stream()
                .map(c -> new Column(c.name(), c.type(), c.nullable(), sources.getOrDefault(c.name(), c.name())))
                .toList();
        DescribedTable described = new DescribedTable(
                new TableSchema(table, columns, schema.key()), found.get().nativeTypes());
        known.put(table, described);
        return Optional.of(described);
    }

    private TableId qualified(TableId table) {
        return table.namespace() == null ? new TableId(options.schema(), table.name()) : table;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
