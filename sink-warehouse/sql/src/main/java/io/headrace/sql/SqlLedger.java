package io.headrace.sql;

import static io.headrace.sql.Bookkeeping.FORMAT;
import static io.headrace.sql.Bookkeeping.optional;
import static io.headrace.sql.Bookkeeping.required;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerEntry.LastRecord;
import io.headrace.sink.spi.LedgerKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as table {@code _headrace_offsets}: one row per {@code (ledger_id, topic, partition)}, moved by compare-and-set on {@code (next, generation)}.
 *
 * <p>A row with {@code next = -1} has been reset without a position; an absent row is generation 0. All methods run in the caller's transaction.
 */
public final class SqlLedger {

    /** The table's name in the destination's schema. Public: users query it. */
    public static final String TABLE = "_headrace_offsets";

    private static final String READ =
            "SELECT \"next\", \"generation\", \"last_offset\", \"last_timestamp\", \"last_hash\", "
                    + "\"format_version\", \"topic_id\" FROM %s WHERE \"ledger_id\" = ? AND \"topic\" = ? AND \"partition\" = ?";
    private static final String MOVE = "UPDATE %s SET \"next\" = ?, \"last_offset\" = ?, \"last_timestamp\" = ?, "
            + "\"last_hash\" = ?, \"topic_id\" = ?, \"format_version\" = ?, \"updated_at\" = ? "
            + "WHERE \"ledger_id\" = ? AND \"topic\" = ? AND \"partition\" = ? AND \"next\" = ? AND \"generation\" = ?";
    private static final String INSERT =
            "INSERT INTO %s (\"ledger_id\", \"topic\", \"partition\", \"next\", \"generation\", "
                    + "\"last_offset\", \"last_timestamp\", \"last_hash\", \"topic_id\", \"format_version\", \"updated_at\") "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String RESET =
            "UPDATE %s SET \"next\" = ?, \"generation\" = \"generation\" + 1, \"last_offset\" = NULL, "
                    + "\"last_timestamp\" = NULL, \"last_hash\" = NULL, \"topic_id\" = NULL, \"format_version\" = ?, \"updated_at\" = ? "
                    + "WHERE \"ledger_id\" = ? AND \"topic\" = ? AND \"partition\" = ?";
    private static final String KEYS = "SELECT \"topic\", \"partition\" FROM %s WHERE \"ledger_id\" = ?";

    private final Dialect dialect;
    private final TableSchema schema;
    private final Clock clock;

    SqlLedger(Dialect dialect, String namespace, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
        this.schema = Bookkeeping.table(
                namespace,
                TABLE,
                List.of("ledger_id", "topic", "partition"),
                required("ledger_id", DataType.TEXT),
                required("topic", DataType.TEXT),
                required("partition", DataType.INT32),
                required("next", DataType.INT64),
                required("generation", DataType.INT64),
                optional("last_offset", DataType.INT64),
                optional("last_timestamp", DataType.INT64),
                optional("last_hash", DataType.INT64),
                required(FORMAT, DataType.INT32),
                required("updated_at", DataType.TIMESTAMP_TZ),
                optional("topic_id", DataType.TEXT));
    }

    TableSchema schema() {
        return schema;
    }

    LedgerEntry read(Connection connection, LedgerKey key) throws SQLException {
        try (PreparedStatement statement = prepare(connection, READ)) {
            bind(statement, 1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? entry(key, row) : LedgerEntry.absent(key);
            }
        }
    }

    /** Moves every entry that still matches; returns the keys of those that do not. The caller commits only when none is returned. */
    Set<LedgerKey> compareAndSet(Connection connection, List<LedgerChange> changes) throws SQLException {
        Set<LedgerKey> fenced = new HashSet<>();
        for (LedgerChange change : changes) {
            LedgerEntry expected = change.expected();
            boolean absent = !expected.hasPosition() && expected.generation() == 0;
            int moved = absent ? insert(connection, change.updated()) : move(connection, change);
            if (moved != 1) {
                fenced.add(change.key());
            }
        }
        return fenced;
    }

    /** Raises the generation of every key, so that no running writer matches any more. */
    void reset(Connection connection, Map<LedgerKey, OptionalLong> positions) throws SQLException {
        for (Map.Entry<LedgerKey, OptionalLong> position : positions.entrySet()) {
            long next = position.getValue().orElse(LedgerEntry.NONE);
            try (PreparedStatement statement = prepare(connection, RESET)) {
                statement.setLong(1, next);
                statement.setInt(2, LedgerEntry.FORMAT_VERSION);
                statement.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
                bind(statement, 4, position.getKey());
                if (statement.executeUpdate() == 0) {
                    insert(connection, new LedgerEntry(position.getKey(), next, 1, null));
                }
            }
        }
    }

    Set<LedgerKey> keys(Connection connection, String ledgerId) throws SQLException {
        try (PreparedStatement statement = prepare(connection, KEYS)) {
            statement.setString(1, ledgerId);
            try (ResultSet rows = statement.executeQuery()) {
                Set<LedgerKey> keys = new HashSet<>();
                while (rows.next()) {
                    keys.add(new LedgerKey(ledgerId, rows.getString(1), rows.getInt(2)));
                }
                return keys;
            }
        }
    }

    private LedgerEntry entry(LedgerKey key, ResultSet row) throws SQLException {
        long lastOffset = row.getLong(3);
        LastRecord last = row.wasNull() ? null : new LastRecord(lastOffset, row.getLong(4), row.getLong(5));
        return new LedgerEntry(key, row.getLong(1), row.getLong(2), last, row.getString(7));
    }

    private int move(Connection connection, LedgerChange change) throws SQLException {
        try (PreparedStatement statement = prepare(connection, MOVE)) {
            statement.setLong(1, change.next());
            setLast(statement, 2, change.last());
            statement.setString(5, change.updated().topicId());
            statement.setInt(6, LedgerEntry.FORMAT_VERSION);
            statement.setObject(7, clock.instant().atOffset(ZoneOffset.UTC));
            bind(statement, 8, change.key());
            statement.setLong(11, change.expected().next());
            statement.setLong(12, change.expected().generation());
            return statement.executeUpdate();
        }
    }

    private int insert(Connection connection, LedgerEntry entry) throws SQLException {
        try (PreparedStatement statement = prepare(connection, INSERT)) {
            bind(statement, 1, entry.key());
            statement.setLong(4, entry.next());
            statement.setLong(5, entry.generation());
            setLast(statement, 6, entry.last());
            statement.setString(9, entry.topicId());
            statement.setInt(10, LedgerEntry.FORMAT_VERSION);
            statement.setObject(11, clock.instant().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        }
    }

    private static void setLast(PreparedStatement statement, int from, @Nullable LastRecord last) throws SQLException {
        setLong(statement, from, last == null ? null : last.offset());
        setLong(statement, from + 1, last == null ? null : last.timestamp());
        setLong(statement, from + 2, last == null ? null : last.hash());
    }

    private static void setLong(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value);
        }
    }

    private static void bind(PreparedStatement statement, int from, LedgerKey key) throws SQLException {
        statement.setString(from, key.ledgerId());
        statement.setString(from + 1, key.topic());
        statement.setInt(from + 2, key.partition());
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql.formatted(dialect.quote(schema.id())));
    }
}
