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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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

    void apply(SqlSession session, SchemaDelta delta) throws SQLException {
        for (Change change : delta.changes()) {
            if (change instanceof CreateTable create) {
                create(
                        session,
                        new TableSchema(
                                delta.table(),
                                create.schema().columns(),
                                create.schema().key()));
            } else if (change instanceof AddColumn add) {
                addColumn(session, delta.table(), add.column());
            } else if (change instanceof WidenColumn widen) {
                widen(session, delta.table(), widen);
            } else if (change instanceof RelaxColumn relax) {
                relax(session, delta.table(), relax);
            }
        }
    }

    /** Creates the table, or gives the columns it lacks to the one that is there. */
    void create(SqlSession session, TableSchema table) throws SQLException {
        boolean created = change(session, () -> {
            if (dialect.describe(session.connection(), table.id()).isPresent()) {
                return false;
            }
            createSchema(session, table.id());
            names.remember(session.connection(), table.id(), table.columns());
            execute(session, dialect.createTable(table));
            return true;
        });
        if (!created) {
            for (Column column : table.columns()) {
                addColumn(session, table.id(), column);
            }
        }
    }

    /** Creates a bookkeeping table, whose columns remember no names, or gives the one that an earlier release made the columns it lacks. */
    void createPlain(SqlSession session, TableSchema table) throws SQLException {
        change(session, () -> {
            Optional<DescribedTable> found = dialect.describe(session.connection(), table.id());
            if (found.isPresent()) {
                return addMissing(session, found.get().schema(), table);
            }
            createSchema(session, table.id());
            execute(session, dialect.createTable(table));
            return true;
        });
    }

    private boolean addMissing(SqlSession session, TableSchema found, TableSchema wanted) throws SQLException {
        boolean added = false;
        for (Column column : wanted.columns()) {
            if (found.column(column.name()).isEmpty()) {
                execute(session, dialect.addColumn(wanted.id(), column));
                added = true;
            }
        }
        return added;
    }

    private void addColumn(SqlSession session, TableId table, Column column) throws SQLException {
        change(session, () -> {
            if (column(session, table, column.name()).isPresent()) {
                return false;
            }
            names.remember(session.connection(), table, List.of(column));
            execute(session, dialect.addColumn(table, column));
            return true;
        });
    }

    /** Only from the type it was planned for: a column that somebody widened otherwise meanwhile might get narrower. */
    private void widen(SqlSession session, TableId table, WidenColumn widen) throws SQLException {
        change(session, () -> {
            // Whoever is changing the table now is waited for, and looked at after.
            dialect.holdShape(session.connection(), table);
            boolean asPlanned = column(session, table, widen.column())
                    .filter(column -> column.type().equals(widen.from()))
                    .isPresent();
            if (asPlanned) {
                execute(session, dialect.widenColumn(table, widen.column(), widen.from(), widen.to()));
            }
            return asPlanned;
        });
    }

    private void relax(SqlSession session, TableId table, RelaxColumn relax) throws SQLException {
        change(session, () -> {
            boolean relaxed = column(session, table, relax.column())
                    .filter(Column::nullable)
                    .isPresent();
            if (!relaxed) {
                execute(session, dialect.relaxColumn(table, relax.column()));
            }
            return !relaxed;
        });
    }

    private Optional<Column> column(SqlSession session, TableId table, String name) throws SQLException {
        return dialect.describe(session.connection(), table)
                .flatMap(found -> found.schema().columns().stream()
                        .filter(column -> dialect.isSame(column.name(), name))
                        .findFirst());
    }

    /** Looks first: creating a schema needs a privilege that its users need not have. */
    private void createSchema(SqlSession session, TableId table) throws SQLException {
        String schema = String.valueOf(table.namespace());
        String sql =
                "SELECT 1 FROM information_schema.schemata WHERE schema_name = ? AND catalog_name = current_database()";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
        }
        execute(session, dialect.createSchema(schema));
    }

    private interface Step {
        /** Returns whether there was anything to do. */
        boolean run() throws SQLException;
    }

    private boolean change(SqlSession session, Step step) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction(session, step);
            } catch (SQLException e) {
                if (!dialect.isConflict(e) || session.isBroken() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static boolean transaction(SqlSession session, Step step) throws SQLException {
        session.begin();
        try {
            boolean done = step.run();
            session.commit();
            return done;
        } catch (SQLException | RuntimeException e) {
            if (!session.isBroken()) {
                rollback(session, e);
            }
            throw e;
        }
    }

    private static void rollback(SqlSession session, Exception cause) {
        try {
            session.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void execute(SqlSession session, String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
