package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.schema.Column;
import io.headrace.sink.plan.ChildRows.ElementRows;
import io.headrace.sink.spi.RowBlock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the elements of lists. Each is made when it is read: all of them at once would take several times the memory of the lists, and no budget counts that. */
final class ElementBlock implements RowBlock {

    private final List<Column> columns;
    private final Cells cells;
    private final List<ChangeRecord> changes;
    private final List<ElementRows> lists;

    /** Per list the row behind its last. */
    private final int[] ends;

    /** The list that was read last; mostly the next row is of it too. */
    private int current;

    /**
     * @param changes per list where it came from
     * @param lists at least one, none empty
     */
    ElementBlock(List<Column> columns, Cells cells, List<ChangeRecord> changes, List<ElementRows> lists) {
        this.columns = columns;
        this.cells = cells;
        this.changes = changes;
        this.lists = lists;
        this.ends = new int[lists.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, lists.get(i).size());
            ends[i] = end;
        }
    }

    @Override
    public Kind kind() {
        return Kind.INSERT;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public int size() {
        return ends[ends.length - 1];
    }

    @Override
    public void read(int row, @Nullable Object[] into) {
        find(row);
        cells.read(changes.get(current), lists.get(current).row(row - start()), into);
    }

    @Override
    public ChangeRecord origin(int row) {
        find(row);
        return changes.get(current);
    }

    private void find(int row) {
        if (row < start() || row >= ends[current]) {
            int found = Arrays.binarySearch(ends, row + 1);
            current = found >= 0 ? found : -found - 1;
        }
    }

    private int start() {
        return current == 0 ? 0 : ends[current - 1];
    }
}
