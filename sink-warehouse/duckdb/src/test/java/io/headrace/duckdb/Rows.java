package io.headrace.duckdb;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Op;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.RowBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block whose rows are given. */
record Rows(Kind kind, List<Column> columns, List<@Nullable Object[]> values) implements RowBlock {

    static Rows of(Kind kind, List<Column> columns, @Nullable Object[]... values) {
        return new Rows(kind, columns, List.of(values));
    }

    static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    static Batch batch(TableSchema table, RowBlock... blocks) {
        return new Batch(table, false, List.of(blocks), List.of(), "load");
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public void read(int row, @Nullable Object[] into) {
        System.arraycopy(values.get(row), 0, into, 0, columns.size());
    }

    @Override
    public ChangeRecord origin(int row) {
        return new ChangeRecord(
                Op.INSERT, null, null, null, new ChangeRecord.Coordinates("topic", 0, row), "topic", -1, 0);
    }
}
