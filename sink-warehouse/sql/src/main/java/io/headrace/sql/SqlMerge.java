package io.headrace.sql;

import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.sink.spi.RowBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements that bring staged rows into their table. Key columns are never null (the engine sends such records to dead letters), so {@code =} compares them.
 *
 * @param columns the staged columns, all of which the target has
 * @param key the target's key columns, among {@code columns}; empty for an insert into a table without key
 * @param order see {@link io.headrace.sink.spi.Batch#order}
 */
public record SqlMerge(
        Dialect dialect,
        TableId staging,
        DescribedTable target,
        List<Column> columns,
        List<String> key,
        List<String> order) {
    public SqlMerge {
        order = List.copyOf(order);
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** What the block's kind asks for. */
    public List<String> statements(RowBlock.Kind kind) {
        return switch (kind) {
            case INSERT -> List.of(insert());
            case UPSERT -> dialect.upsert(this);
            case DELETE -> List.of(delete());
        };
    }

    /** {@code INSERT} of every staged row. */
    public String insert() {
        return dialect.insertInto(targetName(), dialect.quote(columns)) + " SELECT " + values() + " FROM "
                + stagingName() + " AS s";
    }

    /**
     * Works without a unique index, touches no other unique index's row (S16), and lets a partial update pass where a NOT NULL column is not among the staged ones.
     */
    public List<String> updateThenInsert() {
        List<String> statements = new ArrayList<>(2);
        if (!nonKey().isEmpty()) {
            statements.add("UPDATE " + targetName() + " AS t SET " + assignments() + " FROM " + stagingName()
                    + " AS s WHERE " + keysMatch() + guard(" AND ", "t", "s"));
        }
        statements.add(
                insert() + " WHERE NOT EXISTS (SELECT 1 FROM " + targetName() + " AS t WHERE " + keysMatch() + ")");
        return statements;
    }

    /** Hard delete by all staged columns: the key, or the first part of it. */
    public String delete() {
        return "DELETE FROM " + targetName() + " AS t USING " + stagingName() + " AS s WHERE " + match(columns);
    }

    /** {@code "a" = s."a", …} for the staged columns that are not part of the key. */
    public String assignments() {
        return join(nonKey(), ", ", c -> dialect.quote(c.name()) + " = " + value(c));
    }

    /** {@code t."k" = s."k" AND …}. */
    public String keysMatch() {
        if (key.isEmpty()) {
            throw new IllegalStateException("Table " + target.schema().id() + " is merged without a key");
        }
        return match(keyColumns());
    }

    /**
     * The condition on which a row that is found is updated: that it is not of a later position than the staged one. Empty where Kafka's order decides. Signed numbers are in their order
     * as unsigned ones when the negative ones come last.
     *
     * @param joint what stands before a condition
     * @param found what the statement calls the row that is found
     * @param staged what it calls the staged one
     */
    public String guard(String joint, String found, String staged) {
        if (order.isEmpty()) {
            return "";
        }
        String sequence = "." + dialect.quote(order.get(0));
        String place = "." + dialect.quote(order.get(1));
        String has = found + sequence;
        String brings = staged + sequence;
        return joint + "(" + has + " IS NULL OR (" + has + " < 0, " + has + ", COALESCE(" + found + place + ", "
                + staged + place + ")) <= (" + brings + " < 0, " + brings + ", " + staged + place + "))";
    }

    private String match(List<Column> found) {
        return join(found, " AND ", c -> "t." + dialect.quote(c.name()) + " = " + value(c));
    }

    /** The staged values in the order of {@link #columns}, cast where the target's column has a type of its own. */
    public String values() {
        return join(columns, ", ", this::value);
    }

    public List<Column> nonKey() {
        return columns.stream().filter(c -> !key.contains(c.name())).toList();
    }

    public String targetName() {
        return dialect.quote(target.schema().id());
    }

    public String stagingName() {
        return dialect.quote(staging);
    }

    private List<Column> keyColumns() {
        List<Column> found =
                columns.stream().filter(c -> key.contains(c.name())).toList();
        if (found.size() != key.size()) {
            throw new IllegalStateException(
                    "Rows for " + target.schema().id() + " lack key columns: " + key + " of " + columns);
        }
        return found;
    }

    private String value(Column column) {
        String staged = "s." + dialect.quote(column.name());
        return target.exact(dialect, column) ? staged : dialect.cast(staged, target.nativeType(column));
    }

    private static String join(List<Column> columns, String separator, Function<Column, String> text) {
        return columns.stream().map(text).collect(Collectors.joining(separator));
    }
}
