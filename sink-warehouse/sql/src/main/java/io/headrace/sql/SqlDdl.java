package io.headrace.sql;

import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.AddColumn;
import io.headrace.core.schema.SchemaDelta.Change;
import io.headrace.core.schema.SchemaDelta.CreateTable;
import io.headrace.core.schema.SchemaDelta.RelaxColumn;
import io.headrace.core.schema.SchemaDelta.WidenColumn;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Brings tables to a wanted shape. Each change is one transaction of its own together with the names it remembers; what is there already is left as it is, and when another
 * session was faster the table is read again: that session's table or column stands, whoever it was made for.
 */
final class SqlDdl {

    private static final int ATTEMPTS = 5;

    private final Dialect dialect;
    private final SqlNames names;

    SqlDdl(Dialect dialect, SqlNames names) {
        this.dialect = dialect;
        this.names = names;
    }

    void apply(Connection connection, SchemaDelta delta) throws SQLException {
        for (Change change : delta.changes()) {
            if (change instanceof CreateTable create) {
                create(
                        connection,
                        new TableSchema(
                                delta.table(),
                                create.schema().columns(),
                                create.schema().key()));
            } else if (change instanceof AddColumn add) {
                addColumn(connection, delta.table(), add.column());
            } else if (change instanceof WidenColumn widen) {
                widen(connection, delta.table(), widen);
            } else if (change instanceof RelaxColumn relax) {
                relax(connection, delta.table(), relax);
            }
        }
    }

    /** Creates the table, or gives the columns it lacks to the one that is there. */
    void create(Connection connection, TableSchema table) throws SQLException {
        boolean created = change(connection, () -> {
            if (dialect.describe(connection, table.id()).isPresent()) {
                return false;
            }
            createSchema(connection, table.id());
            for (Column column : table.columns()) {
                names.remember(connection, table.id(), column);
            }
            execute(connection, dialect.createTable(table));
            return true;
        });
        if (!created) {
            for (Column column : table.columns()) {
                addColumn(connection, table.id(), column);
            }
        }
    }

    /** Creates a bookkeeping table, whose columns remember no names. */
    void createPlain(Connection connection, TableSchema table) throws SQLException {
        change(connection, () -> {
            if (dialect.describe(connection, table.id()).isPresent()) {
                return false;
            }
            createSchema(connection, table.id());
            execute(connection, dialect.createTable(table));
            return true;
        });
    }

    private void addColumn(Connection connection, TableId table, Column column) throws SQLException {
        change(connection, () -> {
            if (column(connection, table, column.name()).isPresent()) {
                return false;
            }
            names.remember(connection, table, column);
            execute(connection, dialect.addColumn(table, column));
            return true;
        });
    }

    private void widen(Connection connection, TableId table, WidenColumn widen) throws SQLException {
        change(connection, () -> {
            boolean wide = column(connection, table, widen.column())
                    .filter(column -> column.type().equals(widen.to()))
                    .isPresent();
            if (!wide) {
                execute(connection, dialect.widenColumn(table, widen.column(), widen.to()));
            }
            return !wide;
        });
    }

    private void relax(Connection connection, TableId table, RelaxColumn relax) throws SQLException {
        change(connection, () -> {
            boolean relaxed = column(connection, table, relax.column())
                    .filter(Column::nullable)
                    .isPresent();
            if (!relaxed) {
                execute(connection, dialect.relaxColumn(table, relax.column()));
            }
            return !relaxed;
        });
    }

    private Optional<Column> column(Connection connection, TableId table, String name) throws SQLException {
        return dialect.describe(connection, table)
                .flatMap(found -> found.schema().column(name));
    }

    /** Looks first: creating a schema needs a privilege that its users need not have. */
    private void createSchema(Connection connection, TableId table) throws SQLException {
        String schema = String.valueOf(table.namespace());
        String sql =
                "SELECT 1 FROM information_schema.schemata WHERE schema_name = ? AND catalog_name = current_database()";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
        }
        execute(connection, dialect.createSchema(schema));
    }

    private interface Step {
        /** Returns whether there was anything to do. */
        boolean run() throws SQLException;
    }

    private boolean change(Connection connection, Step step) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction(connection, step);
            } catch (SQLException e) {
                if (!dialect.isConflict(e) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static boolean transaction(Connection connection, Step step) throws SQLException {
        connection.setAutoCommit(false);
        try {
            boolean done = step.run();
            connection.commit();
            return done;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
