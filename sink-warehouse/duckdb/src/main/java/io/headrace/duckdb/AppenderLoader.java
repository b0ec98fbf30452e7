package io.headrace.duckdb;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.sink.spi.RowBlock;
import io.headrace.sql.BulkLoader;
import io.headrace.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** DuckDB's Appender: columnar chunks straight into the table's storage, inside the connection's transaction. */
final class AppenderLoader implements BulkLoader {

    private static final String TEMPORARY = "temp";
    private static final int ABSENT = -1;

    private final Dialect dialect;
    private final Supplier<String> catalog;

    AppenderLoader(Dialect dialect, Supplier<String> catalog) {
        this.dialect = dialect;
        this.catalog = catalog;
    }

    @Override
    public long load(Connection connection, TableId table, RowBlock block) throws SQLException {
        List<Column> columns = block.columns();
        int[] sources = table.namespace() == null ? inOrder(columns.size()) : sources(connection, table, columns);
        ColumnAppender[] appenders =
                columns.stream().map(column -> ColumnAppender.of(column.type())).toArray(ColumnAppender[]::new);
        @Nullable Object[] row = new @Nullable Object[columns.size()];
        try (DuckDBAppender appender = open(connection, table)) {
            for (int r = 0; r < block.size(); r++) {
                block.read(r, row);
                appender.beginRow();
                for (int source : sources) {
                    if (source == ABSENT) {
                        appender.appendDefault();
                    } else {
                        append(appender, appenders[source], row[source], columns.get(source));
                    }
                }
                appender.endRow();
            }
            appender.flush();
        }
        return -1;
    }

    private static void append(DuckDBAppender appender, ColumnAppender into, @Nullable Object value, Column column)
            throws SQLException {
        if (value == null) {
            appender.appendNull();
            return;
        }
        try {
            into.append(appender, value);
        } catch (ValueRefusedException e) {
            throw HeadraceException.poison("Column '" + column.name() + "' of DuckDB type "
                    + DuckDbTypes.name(column.type()) + " cannot hold " + e.getMessage()
                    + ". Mend the record at its source, or send this field as text with a transform.");
        } catch (SQLException e) {
            ErrorClass errorClass = DuckDbErrors.classify(e);
            // Without the cause: DuckDB quotes the value.
            throw new HeadraceException(
                    errorClass == ErrorClass.CONFIG ? ErrorClass.POISON : errorClass,
                    "Column '" + column.name() + "' of DuckDB type " + DuckDbTypes.name(column.type())
                            + " did not take a value.");
        }
    }

    private DuckDBAppender open(Connection connection, TableId table) throws SQLException {
        DuckDBConnection duckdb = connection.unwrap(DuckDBConnection.class);
        return table.namespace() == null
                ? duckdb.createAppender(TEMPORARY, "main", table.name())
                : duckdb.createAppender(catalog.get(), table.namespace(), table.name());
    }

    /** The Appender fills all columns of the table, in the table's order. */
    private int[] sources(Connection connection, TableId table, List<Column> columns) throws SQLException {
        List<String> names = columns.stream().map(Column::name).toList();
        return DuckDbCatalog.columns(connection, dialect.quote(table)).stream()
                .mapToInt(column -> names.indexOf(column.name()))
                .toArray();
    }

    private static int[] inOrder(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        return order;
    }
}
