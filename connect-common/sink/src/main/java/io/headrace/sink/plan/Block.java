package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Row;
import io.headrace.core.schema.Column;
import io.headrace.sink.spi.RowBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that fill the same columns, read straight from the records. */
final class Block implements RowBlock {

    private final Kind kind;
    private final List<Column> columns;
    private final Cells cells;
    private final List<ChangeRecord> changes = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    Block(Kind kind, List<Column> columns, Cells cells) {
        this.kind = kind;
        this.columns = columns;
        this.cells = cells;
    }

    void add(ChangeRecord change, Row row) {
        changes.add(change);
        rows.add(row);
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public void read(int row, @Nullable Object[] into) {
        cells.read(changes.get(row), rows.get(row), into);
    }

    @Override
    public ChangeRecord origin(int row) {
        return changes.get(row);
    }
}
