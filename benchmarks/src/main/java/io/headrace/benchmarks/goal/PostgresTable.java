package io.headrace.benchmarks.goal;

import io.headrace.benchmarks.data.Checksum;
import io.headrace.benchmarks.data.Kind;
import io.headrace.benchmarks.data.Table;
import io.headrace.runtime.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table in PostgreSQL. It is complete when its last record is visible: each contender has one task and one partition, and
 * commits in the order of the topic.
 */
public final class PostgresTable implements Target {
    private static final int LAST_PAGES = 200;

    private final EmbeddedPostgres server;
    private final String database;
    private final Table table;
    private final boolean merged;
    private @Nullable Connection watch;

    /** @param merged whether the table has its key as primary key */
    public PostgresTable(EmbeddedPostgres server, String database, Table table, boolean merged) {
        this.server = server;
        this.database = database;
        this.table = table;
        this.merged = merged;
    }

    /** Also writes out what is dirty, so that no contender pays for the one before. */
    @Override
    public void clear() {
        server.execute(
                "postgres",
                "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)",
                "CREATE DATABASE " + database,
                "CHECKPOINT");
    }

    @Override
    public boolean isComplete(long rows) {
        try (Statement statement = watch().createStatement()) {
            if (!one(statement, "SELECT to_regclass('" + table.name() + "')")) {
                return false;
            }
            return one(
                    statement,
                    "SELECT 1 FROM " + table.name() + " WHERE " + (merged ? "" : lastPages(statement) + " AND ")
                            + isRow(rows - 1) + " LIMIT 1");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask " + server.url(database), e);
        }
    }

    @Override
    public void close() {
        Connection open = watch;
        watch = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot close the connection to " + server.url(database), e);
            }
        }
    }

    /** One connection for all looks: making one costs the server more than the look. */
    private Connection watch() throws SQLException {
        Connection open = watch;
        if (open == null) {
            open = server.connect(database);
            watch = open;
        }
        return open;
    }

    @Override
    public Checksum read(Table expected) {
        try (Connection connection = server.connect(database)) {
            connection.setAutoCommit(false);
            return Reading.of(connection, table.name(), expected, Reading.Dialect.POSTGRES);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read " + server.url(database), e);
        }
    }

    /**
     * A table that is only appended to has its last row near its end, so that looking for it costs nothing: with a constant, which the size is not while it is asked for, the server reads these
     * pages only ("TID Range Scan").
     */
    private String lastPages(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "SELECT greatest(0, pg_relation_size('" + table.name() + "') / 8192 - " + LAST_PAGES + ")")) {
            found.next();
            return "ctid > '(" + found.getLong(1) + ",0)'::tid";
        }
    }

    private String isRow(long row) {
        @Nullable Object[] values = new @Nullable Object[table.columns().size()];
        table.read(row, values);
        return IntStream.range(0, values.length)
                .filter(i -> table.columns().get(i).kind() == Kind.INT64
                        || table.columns().get(i).kind() == Kind.INT32)
                .mapToObj(i -> table.columns().get(i).name() + " = " + values[i])
                .collect(Collectors.joining(" AND "));
    }

    private static boolean one(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getObject(1) != null;
        }
    }
}
