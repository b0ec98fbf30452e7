package io.headrace.duckdb;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Capabilities;
import io.headrace.sink.spi.Capabilities.LedgerGranularity;
import io.headrace.sink.spi.Capabilities.NameRules;
import io.headrace.sql.DescribedTable;
import io.headrace.sql.Dialect;
import io.headrace.sql.SqlLedger;
import io.headrace.sql.SqlMerge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** DuckDB's SQL. */
final class DuckDbDialect implements Dialect {

    /**
     * One task per connector: DuckDB has one writer process, and tasks of one worker would wait for each other anyway. DuckDB itself limits neither columns nor the length of
     * names; these limits keep a runaway schema from filling the catalog.
     */
    private static final Capabilities CAPABILITIES =
            new Capabilities(LedgerGranularity.TRANSACTION, true, true, true, false, 10_000, new NameRules(255, false));

    private static final String TABLES = "SELECT schema_name, table_name FROM duckdb_tables() "
            + "WHERE database_name = ? AND lower(schema_name) = lower(?) AND lower(table_name) = lower(?)";
    private static final String COLUMNS = "SELECT \"name\", \"type\", \"notnull\", \"pk\" FROM pragma_table_info(?)";

    private final Supplier<String> catalog;

    /** @param catalog the name under which the file is attached; asked for once a session is open */
    DuckDbDialect(Supplier<String> catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "DuckDB";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public DataType fit(DataType type) {
        return DuckDbTypes.fit(type);
    }

    @Override
    public String typeName(DataType type) {
        return DuckDbTypes.name(type);
    }

    @Override
    public String stagingType(DataType type) {
        return DuckDbTypes.stagingName(type);
    }

    /** Three parts, since {@code "sales"."t"} is ambiguous in a file called sales.duckdb; staging tables are in the catalog of temporary tables. */
    @Override
    public String quote(TableId table) {
        return table.namespace() == null
                ? "\"temp\".\"main\"." + quote(table.name())
                : quote(catalog.get()) + "." + quote(table.namespace()) + "." + quote(table.name());
    }

    /**
     * Without PRIMARY KEY, but for the ledger, whose rows several connectors may insert at once: an index costs a third of the load rate and its columns cannot be widened
     * any more. The merge finds rows by a hash join, and one task per connector writes.
     */
    @Override
    public String createTable(TableSchema table) {
        boolean indexed = table.id().name().equals(SqlLedger.TABLE);
        return Dialect.super.createTable(indexed ? table : new TableSchema(table.id(), table.columns(), List.of()));
    }

    @Override
    public String createSchema(String schema) {
        return "CREATE SCHEMA " + quote(catalog.get()) + "." + quote(schema);
    }

    /** One pass over the join instead of two. */
    @Override
    public List<String> upsert(SqlMerge merge) {
        String update = merge.nonKey().isEmpty() ? "" : " WHEN MATCHED THEN UPDATE SET " + merge.assignments();
        return List.of("MERGE INTO " + merge.targetName() + " AS t USING " + merge.stagingName() + " AS s ON "
                + merge.keysMatch() + update + " WHEN NOT MATCHED THEN INSERT (" + quote(merge.columns())
                + ") VALUES (" + merge.values() + ")");
    }

    @Override
    public Optional<DescribedTable> describe(Connection connection, TableId table) throws SQLException {
        if (!exists(connection, table)) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, quote(table));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    DataType type = DuckDbTypeParser.parse(rows.getString(2));
                    columns.add(new Column(rows.getString(1), type, !rows.getBoolean(3)));
                    types.add(nativeType(rows.getString(2), type));
                    if (rows.getBoolean(4)) {
                        key.add(rows.getString(1));
                    }
                }
            }
        }
        return Optional.of(new DescribedTable(new TableSchema(table, columns, key), types));
    }

    /** Asked first, because an error inside a transaction would end it. {@code lower} folds all letters, DuckDB's catalog those of ASCII only. */
    private boolean exists(Connection connection, TableId table) throws SQLException {
        String schema = String.valueOf(table.namespace());
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, catalog.get());
            statement.setString(2, schema);
            statement.setString(3, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (isSame(rows.getString(1), schema) && isSame(rows.getString(2), table.name())) {
                        return true;
                    }
                }
                return false;
            }
        }
    }

    /** The catalog's text, or ours where both mean the same: names in a STRUCT may be written with or without quotes. */
    private String nativeType(String text, DataType type) {
        String ours = typeName(type);
        return plain(ours).equals(plain(text)) ? ours : text;
    }

    private static String plain(String type) {
        return type.replace("\"", "").toUpperCase(Locale.ROOT);
    }

    @Override
    public ErrorClass classify(SQLException error) {
        return DuckDbErrors.classify(error);
    }

    @Override
    public boolean isConflict(SQLException error) {
        return DuckDbErrors.isConflict(error);
    }

    @Override
    public boolean isConnectionLost(SQLException error) {
        return DuckDbErrors.isConnectionLost(error);
    }
}
