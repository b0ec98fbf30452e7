package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.options.WriteOptions;
import io.headrace.sink.plan.Compactor.Compacted;
import io.headrace.sink.plan.Compactor.Result;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.RowBlock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table whose schema is ready, and how its records become batches. */
final class TablePlan implements PlannedTable {

    private final TableShape shape;
    private final TableSchema table;
    private final List<BufferedRecord> records;
    private final String schemaChange;
    private final LoadFacts load;
    private final WriteOptions options;
    private final Optional<Compaction> compaction;
    /** Positions of the metadata columns, which every row fills. */
    private final BitSet metadata = new BitSet();

    /** @param compaction what the records come to, or empty in append mode */
    TablePlan(
            TableShape shape,
            List<BufferedRecord> records,
            String schemaChange,
            LoadFacts load,
            WriteOptions options,
            Optional<Compaction> compaction) {
        this.shape = shape;
        this.records = records;
        this.schemaChange = schemaChange;
        this.load = load;
        this.options = options;
        this.compaction = compaction;
        this.table = compaction
                .map(merged -> new TableSchema(
                        shape.table().id(),
                        shape.table().columns(),
                        merged.key().columnNames(shape)))
                .orElse(shape.table());
        for (int c = 0; c < table.columns().size(); c++) {
            metadata.set(c, options.adds(table.columns().get(c).source()));
        }
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
        List<Column> columns =
                table.columns().stream().filter(column -> feeds(column, part)).toList();
        Block block = new Block(RowBlock.Kind.INSERT, columns, cells(columns));
        for (BufferedRecord record : part) {
            block.add(record.change(), Effective.appended(record.change()));
        }
        return new Batch(table, false, List.of(block), load.origins(), load.loadId());
    }

    /** Columns that no record of the table's plan fills are left to the target's defaults. */
    private boolean feeds(Column column, List<BufferedRecord> part) {
        if (options.adds(column.source())) {
            return true;
        }
        RowSchema last = null;
        for (BufferedRecord record : part) {
            RowSchema schema = Effective.appended(record.change()).schema();
            if (schema != last) {
                for (Column target : shape.placement(schema).columns()) {
                    if (column.equals(target)) {
                        return true;
                    }
                }
                last = schema;
            }
        }
        return false;
    }

    private Batch merge(List<BufferedRecord> part, Compaction merged) {
        Compacted compacted = merged.of(part);
        Map<Object, Block> blocks = new LinkedHashMap<>();
        for (Result result : compacted.results()) {
            place(blocks, result, merged.key());
        }
        return new Batch(
                table,
                compacted.truncate(),
                new ArrayList<>(blocks.values()),
                SourceOrder.columns(table, options),
                load.origins(),
                load.loadId());
    }

    private void place(Map<Object, Block> blocks, Result result, KeyReader reader) {
        ChangeRecord change = result.change();
        if (Effective.goes(change, options)) {
            Row row = reader.keyRow(change);
            List<Column> columns = reader.columns(shape);
            blocks.computeIfAbsent("delete", kind -> new Block(RowBlock.Kind.DELETE, columns, cells(columns)))
                    .add(change, row);
            return;
        }
        Row after = change.after();
        Row row = after != null ? after : reader.keyRow(change);
        BitSet filled = result.replaces() ? everything() : filled(row);
        Block block = blocks.get(filled);
        if (block == null) {
            List<Column> columns =
                    filled.stream().mapToObj(table.columns()::get).toList();
            block = new Block(RowBlock.Kind.UPSERT, columns, cells(columns));
            blocks.put(filled, block);
        }
        block.add(change, row);
    }

    private BitSet everything() {
        BitSet all = new BitSet();
        all.set(0, table.columns().size());
        return all;
    }

    /** Positions in the table of the columns that the row has a value for. */
    private BitSet filled(Row row) {
        Placement placement = shape.placement(row.schema());
        BitSet filled = placement.decided();
        for (int f = 0; f < row.size(); f++) {
            if (row.lacks(f)) {
                filled.andNot(placement.byRoot()[f]);
            }
        }
        filled.or(metadata);
        return filled;
    }

    private Cells cells(List<Column> columns) {
        return new Cells(shape, columns, options, load.loadId(), load.startedAt());
    }
}
