package io.headrace.postgres;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.sink.spi.Capabilities;
import io.headrace.sink.spi.Capabilities.LedgerGranularity;
import io.headrace.sink.spi.Capabilities.NameRules;
import io.headrace.sql.DescribedTable;
import io.headrace.sql.Dialect;
import io.headrace.sql.SqlMerge;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is particular to Postgres. */
final class PostgresDialect implements Dialect {

    /** MaxHeapAttributeNumber (Postgres, appendix K, PostgreSQL Limits). Fewer fit where rows are wide: a row's fixed part must fit a page. */
    static final int MAX_COLUMNS = 1600;

    /** NAMEDATALEN - 1; longer names are cut without an error. */
    static final int MAX_NAME_BYTES = 63;

    /** System columns, which every table has (Postgres, System Columns). */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private static final Capabilities CAPABILITIES = new Capabilities(
            LedgerGranularity.TRANSACTION,
            true,
            true,
            true,
            true,
            MAX_COLUMNS,
            new NameRules(MAX_NAME_BYTES, true, SYSTEM_COLUMNS));

    private final TypeMapping types;
    private final PostgresCatalog catalog;

    PostgresDialect(TypeMapping types) {
        this.types = types;
        this.catalog = new PostgresCatalog(types);
    }

    @Override
    public String name() {
        return "Postgres";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public DataType fit(DataType type) {
        return types.fit(type);
    }

    @Override
    public String typeName(DataType type) {
        return types.sql(type);
    }

    @Override
    public Optional<DescribedTable> describe(Connection connection, TableId table) throws SQLException {
        return catalog.describe(connection, table);
    }

    @Override
    public ErrorClass classify(SQLException error) {
        return PostgresErrors.classify(error);
    }

    @Override
    public boolean isConflict(SQLException error) {
        return PostgresErrors.isConflict(error);
    }

    @Override
    public boolean isConnectionLost(SQLException error) {
        return PostgresErrors.isConnectionLost(error);
    }

    @Override
    public HeadraceException explain(String what, SQLException error) {
        return PostgresErrors.explain(what, error);
    }

    /** The lock that {@code INSERT} takes anyway; it keeps out {@code ALTER TABLE}, not other writers. */
    @Override
    public boolean holdShape(Connection connection, TableId table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + quote(table) + " IN ROW EXCLUSIVE MODE");
        }
        return true;
    }

    /** Columns that are {@code GENERATED ALWAYS AS IDENTITY} take the source's values, as they do under COPY. */
    @Override
    public String insertInto(String table, String columns) {
        return "INSERT INTO " + table + " (" + columns + ") OVERRIDING SYSTEM VALUE";
    }

    /** Takes no time however large the table is, and rolls back like any statement. */
    @Override
    public String truncate(TableId table) {
        return "TRUNCATE " + quote(table);
    }

    @Override
    public String cast(String staged, String nativeType) {
        return Expressions.cast(staged, nativeType);
    }

    @Override
    public String widened(String value, DataType from, DataType to) {
        return Expressions.widened(value, from, to, types);
    }

    /** In the session's own schema, so that no table of that name elsewhere is ever meant. */
    @Override
    public TableId stagingTable(String name) {
        return new TableId("pg_temp", name);
    }

    @Override
    public String createStaging(TableId staging, List<Column> columns) {
        return "CREATE TEMPORARY TABLE " + quote(staging) + " ("
                + columns.stream()
                        .map(c -> quote(c.name()) + " " + types.sql(c.type()))
                        .collect(Collectors.joining(", "))
                + ") ON COMMIT DROP";
    }

    /**
     * One statement that names the key's unique index, so that it can never update a row that another unique index finds (S16). Where a column that takes no null is missing from the rows,
     * those that exist are updated first: {@code INSERT} checks for nulls before it looks for a conflict and would refuse them.
     */
    @Override
    public List<String> upsert(SqlMerge merge) {
        String onConflict = onConflict(merge);
        boolean requiredMissing = merge.target().schema().columns().stream()
                .anyMatch(c -> !c.nullable()
                        && merge.columns().stream()
                                .noneMatch(staged -> staged.name().equals(c.name())));
        if (!requiredMissing) {
            return List.of(merge.insert() + onConflict);
        }
        List<String> statements = new ArrayList<>(merge.updateThenInsert());
        statements.add(statements.remove(statements.size() - 1) + onConflict);
        return statements;
    }

    private String onConflict(SqlMerge merge) {
        String keys = merge.key().stream().map(this::quote).collect(Collectors.joining(", "));
        List<Column> values = merge.nonKey();
        String action = values.isEmpty()
                ? "NOTHING"
                : "UPDATE SET "
                        + values.stream()
                                .map(c -> quote(c.name()) + " = EXCLUDED." + quote(c.name()))
                                .collect(Collectors.joining(", "))
                        + merge.guard(" WHERE ", merge.targetName(), "EXCLUDED");
        return " ON CONFLICT (" + keys + ") DO " + action;
    }
}
