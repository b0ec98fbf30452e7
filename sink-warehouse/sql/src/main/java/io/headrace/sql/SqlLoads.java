package io.headrace.sql;

import static io.headrace.sql.Bookkeeping.FORMAT;
import static io.headrace.sql.Bookkeeping.optional;
import static io.headrace.sql.Bookkeeping.required;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.LoadEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** The sync log as table {@code _headrace_loads}: a row per load, table and partition, written in the load's own transaction. */
public final class SqlLoads {

    /** The table's name in the destination's schema. Public: users query it. */
    public static final String TABLE = "_headrace_loads";

    /** Version of the log's stored form. A reader refuses newer ones. */
    public static final int FORMAT_VERSION = 1;

    private static final String INSERT = "INSERT INTO %s (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String FORGET = "DELETE FROM %s WHERE \"ledger_id\" = ? AND \"finished_at\" < ?";

    private final Dialect dialect;
    private final TableSchema schema;

    SqlLoads(Dialect dialect, String namespace) {
        this.dialect = dialect;
        this.schema = Bookkeeping.table(
                namespace,
                TABLE,
                List.of(),
                required("load_id", DataType.TEXT),
                required("ledger_id", DataType.TEXT),
                optional("table_schema", DataType.TEXT),
                required("table_name", DataType.TEXT),
                required("topic", DataType.TEXT),
                required("partition", DataType.INT32),
                required("first_offset", DataType.INT64),
                required("last_offset", DataType.INT64),
                required("rows_in", DataType.INT64),
                required("rows_written", DataType.INT64),
                required("rows_rejected", DataType.INT64),
                required("schema_change", DataType.TEXT),
                required("started_at", DataType.TIMESTAMP_TZ),
                required("finished_at", DataType.TIMESTAMP_TZ),
                required(FORMAT, DataType.INT32));
    }

    TableSchema schema() {
        return schema;
    }

    void write(Connection connection, List<LoadEntry> loads) throws SQLException {
        if (loads.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = prepare(connection, INSERT)) {
            for (LoadEntry load : loads) {
                bind(statement, load);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Removes what finished before {@code before}. Only of one ledger id: another connector's rows are its own to remove, so that the two never meet at one row. */
    void forget(Connection connection, String ledgerId, Instant before) throws SQLException {
        try (PreparedStatement statement = prepare(connection, FORGET)) {
            statement.setString(1, ledgerId);
            statement.setObject(2, before.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, LoadEntry load) throws SQLException {
        statement.setString(1, load.loadId());
        statement.setString(2, load.key().ledgerId());
        statement.setString(
                3,
                Objects.requireNonNullElse(load.table().namespace(), schema.id().namespace()));
        statement.setString(4, load.table().name());
        statement.setString(5, load.key().topic());
        statement.setInt(6, load.key().partition());
        statement.setLong(7, load.firstOffset());
        statement.setLong(8, load.lastOffset());
        statement.setLong(9, load.rowsIn());
        statement.setLong(10, load.rowsWritten());
        statement.setLong(11, load.rowsRejected());
        statement.setString(12, load.schemaChange());
        statement.setObject(13, load.startedAt().atOffset(ZoneOffset.UTC));
        statement.setObject(14, load.finishedAt().atOffset(ZoneOffset.UTC));
        statement.setInt(15, FORMAT_VERSION);
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql.formatted(dialect.quote(schema.id()), dialect.quote(schema.columns())));
    }
}
