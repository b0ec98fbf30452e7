package io.headrace.duckdb;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
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
     * Without PRIMARY KEY, but for the ledger, whose rows several connectors may insert at once: an index slows loads by a tenth or more (as measured) and its columns cannot be widened
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
        String update = merge.nonKey().isEmpty()
                ? ""
                : " WHEN MATCHED" + merge.guard(" AND ", "t", "s") + " THEN UPDATE SET " + merge.assignments();
        return List.of("MERGE INTO " + merge.targetName() + " AS t USING " + merge.stagingName() + " AS s ON "
                + merge.keysMatch() + update + " WHEN NOT MATCHED THEN INSERT (" + quote(merge.columns())
                + ") VALUES (" + merge.values() + ")");
    }

    @Override
    public Optional<DescribedTable> describe(Connection connection, TableId table) throws SQLException {
        return DuckDbCatalog.columnsIfThere(connection, quote(table)).map(found -> described(table, found));
    }

    private DescribedTable described(TableId table, List<DuckDbCatalog.Found> found) {
        List<Column> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<String> key = new ArrayList<>();
        for (DuckDbCatalog.Found column : found) {
            DataType type = DuckDbTypeParser.parse(column.type());
            columns.add(new Column(column.name(), type, column.nullable()));
            types.add(nativeType(column.type(), type));
            if (column.key()) {
                key.add(column.name());
            }
        }
        return new DescribedTable(new TableSchema(table, columns, key), types);
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
    public HeadraceException explain(String what, SQLException error) {
        return DuckDbErrors.explain(what, error);
    }

    @Override
    public boolean isConflict(SQLException error) {
        return DuckDbErrors.isConflict(error);
    }

    @Override
    public boolean isMissingTable(SQLException error) {
        return DuckDbErrors.isMissing(error);
    }

    @Override
    public boolean isConnectionLost(SQLException error) {
        return DuckDbErrors.isConnectionLost(error);
    }
}
