package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.options.WriteOptions;
import io.headrace.sink.plan.ChildRows.ElementRows;
import io.headrace.sink.plan.Compactor.Compacted;
import io.headrace.sink.plan.Compactor.Result;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.RowBlock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of one list. Its rows follow what the parent's records come to: a parent's row that says what is in the list replaces all rows of its elements, and one that is
 * deleted for good takes them along.
 */
final class ChildPlan implements PlannedTable {

    private final TableShape shape;
    private final TableSchema table;
    private final List<Column> links;
    private final ChildRows children;
    private final List<BufferedRecord> records;
    private final String schemaChange;
    private final LoadFacts load;
    private final WriteOptions options;
    private final Optional<Compaction> compaction;

    /**
     * @param records those of the parent
     * @param options as the table has them, which is without the columns that only parents have
     * @param compaction that of the parent, or empty in append mode
     */
    ChildPlan(
            TableShape shape,
            ChildRows children,
            List<BufferedRecord> records,
            String schemaChange,
            LoadFacts load,
            WriteOptions options,
            Optional<Compaction> compaction) {
        this.shape = shape;
        this.children = children;
        this.records = records;
        this.schemaChange = schemaChange;
        this.load = load;
        this.options = options;
        this.compaction = compaction;
        this.links = compaction
                .map(merged -> merged.key().names().stream()
                        .map(name -> shape.columnOf(children.linkName(name)).orElseThrow())
                        .toList())
                .orElse(List.of());
        this.table = compaction.isPresent() ? keyed() : shape.table();
    }

    private TableSchema keyed() {
        List<String> key = new ArrayList<>(links.stream().map(Column::name).toList());
        key.add(shape.columnOf(children.indexName()).orElseThrow().name());
        return new TableSchema(shape.table().id(), shape.table().columns(), key);
    }

    @Override
    public TableId id() {
        return table.id();
    }

    @Override
    public List<BufferedRecord> records() {
        return records;
    }

    @Override
    public String schemaChange() {
        return schemaChange;
    }

    @Override
    public Batch batch(List<BufferedRecord> part) {
        return compaction.isPresent() ? merge(part, compaction.get()) : append(part);
    }

    private Batch append(List<BufferedRecord> part) {
        Rows inserts = new Rows();
        for (BufferedRecord record : part) {
            ChangeRecord change = record.change();
            children.of(Effective.appended(change), Effective.key(change)).ifPresent(rows -> inserts.add(change, rows));
        }
        return new Batch(table, false, inserts.block().stream().toList(), load.origins(), load.loadId());
    }

    private Batch merge(List<BufferedRecord> part, Compaction parent) {
        Compacted compacted = parent.of(part);
        Block deletes = new Block(RowBlock.Kind.DELETE, links, cells(links));
        Rows inserts = new Rows();
        for (Result result : compacted.results()) {
            ChangeRecord change = result.change();
            Row key = parent.key().keyRow(change);
            Row row = Effective.kept(change, options);
            if (replaced(result, row, key)) {
                deletes.add(change, children.link(key));
            }
            if (row != null) {
                children.of(row, key).ifPresent(rows -> inserts.add(change, rows));
            }
        }
        List<RowBlock> blocks = new ArrayList<>();
        if (deletes.size() > 0) {
            blocks.add(deletes);
        }
        inserts.block().ifPresent(blocks::add);
        return new Batch(table, compacted.truncate(), blocks, load.origins(), load.loadId());
    }

    /** Whether the rows that the target may have of the parent's list go. */
    private boolean replaced(Result result, @Nullable Row row, Row key) {
        if (row == null) {
            return result.replaces() || Effective.goes(result.change(), options);
        }
        return result.replaces() || children.decides(row, key.schema());
    }

    private Cells cells(List<Column> columns) {
        return new Cells(shape, columns, options, load.loadId(), load.startedAt());
    }

    /** Rows to insert, and the columns that they fill. */
    private final class Rows {
        private final List<ChangeRecord> changes = new ArrayList<>();
        private final List<ElementRows> lists = new ArrayList<>();
        private final BitSet filled = new BitSet();
        private @Nullable RowSchema last;

        void add(ChangeRecord change, ElementRows rows) {
            if (rows.schema() != last) {
                last = rows.schema();
                filled.or(shape.placement(last).decided());
            }
            changes.add(change);
            lists.add(rows);
        }

        Optional<RowBlock> block() {
            if (lists.isEmpty()) {
                return Optional.empty();
            }
            for (int i = 0; i < table.columns().size(); i++) {
                if (options.adds(table.columns().get(i).source())) {
                    filled.set(i);
                }
            }
            List<Column> columns =
                    filled.stream().mapToObj(table.columns()::get).toList();
            return Optional.of(new ElementBlock(columns, cells(columns), changes, lists));
        }
    }
}
