package io.headrace.postgres;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Op;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.RowBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block of rows that are given as arrays. The record of row {@code n} is {@code t-0@n}. */
record Rows(Kind kind, List<Column> columns, List<@Nullable Object[]> rows) implements RowBlock {

    static Rows insert(List<Column> columns, @Nullable Object[]... rows) {
        return new Rows(Kind.INSERT, columns, List.of(rows));
    }

    static Rows upsert(List<Column> columns, @Nullable Object[]... rows) {
        return new Rows(Kind.UPSERT, columns, List.of(rows));
    }

    static Rows delete(List<Column> columns, @Nullable Object[]... rows) {
        return new Rows(Kind.DELETE, columns, List.of(rows));
    }

    static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    static Batch batch(TableSchema table, RowBlock... blocks) {
        return new Batch(table, false, List.of(blocks), List.of(), "load-1");
    }

    static TableSchema table(String name, List<String> key, Column... columns) {
        return new TableSchema(TableId.of(name), List.of(columns), key);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public void read(int row, @Nullable Object[] into) {
        System.arraycopy(rows.get(row), 0, into, 0, columns.size());
    }

    @Override
    public ChangeRecord origin(int row) {
        return new ChangeRecord(Op.INSERT, null, null, null, new ChangeRecord.Coordinates("t", 0, row), "t", -1, 0);
    }
}
