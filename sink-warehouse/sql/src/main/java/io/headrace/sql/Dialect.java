package io.headrace.sql;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Capabilities;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How one SQL system differs from the others. The defaults are what Postgres and DuckDB have in common; all table ids that come in are qualified ({@link TableId#namespace}
 * is never null) except those of {@link #stagingTable}.
 */
public interface Dialect {

    /** The system's name as errors say it. */
    String name();

    Capabilities capabilities();

    /** See {@link io.headrace.sink.spi.Destination#fit}; {@code fit(fit(t)) = fit(t)}. */
    DataType fit(DataType type);

    /** The type's text in DDL, exactly as {@link #describe} reads it back as native type. Only asked for fitted types. */
    String typeName(DataType type);

    /** The type's text in staging tables, where it differs: a column that only a cast fills or checks. */
    default String stagingType(DataType type) {
        return typeName(type);
    }

    /** Reads the catalog: columns in order, key from the primary key. Every fitted type comes back as itself. Column sources are filled in by the caller. */
    Optional<DescribedTable> describe(Connection connection, TableId table) throws SQLException;

    /** What can be done about an error of this target. Never FENCED: the ledger finds that out by itself. */
    ErrorClass classify(SQLException error);

    /** Whether the error says that another session was at the same rows or made the same table, column or schema: reading again tells who won. */
    boolean isConflict(SQLException error);

    /** Whether a table that the statement names is not there. */
    default boolean isMissingTable(SQLException error) {
        return SqlErrors.missingTable(error);
    }

    /** Whether the session cannot be used any more. */
    default boolean isConnectionLost(SQLException error) {
        return SqlErrors.connectionLost(error);
    }

    /** The error as a user reads it, in its class; never a row's values, which some systems quote. */
    default HeadraceException explain(String what, SQLException error) {
        return new HeadraceException(classify(error), name() + " could not " + what + ": " + error.getMessage(), error);
    }

    /**
     * Keeps others from changing the table's shape until the open transaction ends. Asked for before rows are encoded, because a bulk path trusts the types it was told.
     *
     * @return false where nobody else can change it, so that it need not be described again
     */
    default boolean holdShape(Connection connection, TableId table) throws SQLException {
        return false;
    }

    /** Whether the catalog takes both for one name. */
    default boolean isSame(String name, String other) {
        return capabilities().names().caseSensitive() ? name.equals(other) : Identifiers.sameButForCase(name, other);
    }

    default String quote(String identifier) {
        return Identifiers.quote(identifier);
    }

    default String quote(TableId table) {
        return table.namespace() == null ? quote(table.name()) : quote(table.namespace()) + "." + quote(table.name());
    }

    /** Column names, quoted, with commas. */
    default String quote(List<Column> columns) {
        return columns.stream().map(c -> quote(c.name())).collect(Collectors.joining(", "));
    }

    default String createSchema(String schema) {
        return "CREATE SCHEMA " + quote(schema);
    }

    default String createTable(TableSchema table) {
        String columns = table.columns().stream()
                .map(c -> quote(c.name()) + " " + typeName(c.type()) + (c.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(", "));
        String key = table.key().isEmpty()
                ? ""
                : ", PRIMARY KEY (" + table.key().stream().map(this::quote).collect(Collectors.joining(", ")) + ")";
        return "CREATE TABLE " + quote(table.id()) + " (" + columns + key + ")";
    }

    default String addColumn(TableId table, Column column) {
        return "ALTER TABLE " + quote(table) + " ADD COLUMN " + quote(column.name()) + " " + typeName(column.type());
    }

    default String widenColumn(TableId table, String column, DataType from, DataType to) {
        return "ALTER TABLE " + quote(table) + " ALTER COLUMN " + quote(column) + " SET DATA TYPE " + typeName(to)
                + " USING " + widened(quote(column), from, to);
    }

    /** A stored value as a wider type writes it, so that old and new rows read alike. */
    default String widened(String value, DataType from, DataType to) {
        return "CAST(" + value + " AS " + typeName(to) + ")";
    }

    /** A staged value as a column's own type takes it. */
    default String cast(String staged, String nativeType) {
        return "CAST(" + staged + " AS " + nativeType + ")";
    }

    default String relaxColumn(TableId table, String column) {
        return "ALTER TABLE " + quote(table) + " ALTER COLUMN " + quote(column) + " DROP NOT NULL";
    }

    /** The beginning of an {@code INSERT}; names are quoted already. */
    default String insertInto(String table, String columns) {
        return "INSERT INTO " + table + " (" + columns + ")";
    }

    /** Empties the table inside the open transaction. */
    default String truncate(TableId table) {
        return "DELETE FROM " + quote(table);
    }

    /** Where a temporary table of this name lives. */
    default TableId stagingTable(String name) {
        return TableId.of(name);
    }

    /** A temporary table, visible to this session only; columns take nulls and there is no key. */
    default String createStaging(TableId staging, List<Column> columns) {
        return "CREATE TEMPORARY TABLE " + quote(staging) + " ("
                + columns.stream()
                        .map(c -> quote(c.name()) + " " + stagingType(c.type()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    default String dropStaging(TableId staging) {
        return "DROP TABLE " + quote(staging);
    }

    /** The statements that insert the staged rows or update exactly the staged columns of the rows that have their key, in order. */
    default List<String> upsert(SqlMerge merge) {
        return merge.updateThenInsert();
    }
}
