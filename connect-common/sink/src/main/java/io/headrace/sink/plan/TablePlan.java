package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Op;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.options.MetadataColumn;
import io.headrace.sink.options.WriteOptions;
import io.headrace.sink.plan.Compactor.Compacted;
import io.headrace.sink.plan.Compactor.Keyed;
import io.headrace.sink.plan.Compactor.Result;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.RowBlock;
import java.time.Instant;
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
    private final List<LedgerChange> origins;
    private final WriteOptions options;
    private final Optional<KeyReader> key;
    private final Compactor compactor;
    private final String loadId;
    private final Instant startedAt;
    /** Positions of the metadata columns, which every row fills. */
    private final BitSet metadata = new BitSet();

    TablePlan(
            TableShape shape,
            List<BufferedRecord> records,
            String schemaChange,
            List<LedgerChange> origins,
            WriteOptions options,
            Optional<KeyReader> key,
            Compactor compactor,
            String loadId,
            Instant startedAt) {
        this.shape = shape;
        this.records = records;
        this.schemaChange = schemaChange;
        this.origins = origins;
        this.options = options;
        this.key = key;
        this.compactor = compactor;
        this.loadId = loadId;
        this.startedAt = startedAt;
        this.table = key.map(reader ->
                        new TableSchema(shape.table().id(), shape.table().columns(), reader.columnNames(shape)))
                .orElse(shape.table());
        for (int c = 0; c < table.columns().size(); c++) {
            metadata.set(c, isMetadata(table.columns().get(c)));
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
        return key.isPresent() ? merge(part, key.get()) : append(part);
    }

    private Batch append(List<BufferedRecord> part) {
        List<Column> columns =
                table.columns().stream().filter(column -> feeds(column, part)).toList();
        Block block = new Block(RowBlock.Kind.INSERT, columns, cells(columns));
        for (BufferedRecord record : part) {
            block.add(record.change(), Effective.appended(record.change()));
        }
        return new Batch(table, false, List.of(block), origins, loadId);
    }

    /** Columns that no record of the table's plan fills are left to the target's defaults. */
    private boolean feeds(Column column, List<BufferedRecord> part) {
        if (isMetadata(column)) {
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

    private Batch merge(List<BufferedRecord> part, KeyReader reader) {
        List<Keyed> keyed = new ArrayList<>(part.size());
        for (BufferedRecord record : part) {
            keyed.add(reader.keyed(record.change()));
        }
        Compacted compacted = compactor.compact(keyed, options.deletes() == WriteOptions.Deletes.SOFT);
        Map<Object, Block> blocks = new LinkedHashMap<>();
        for (Result result : compacted.results()) {
            place(blocks, result, reader);
        }
        return new Batch(table, compacted.truncate(), new ArrayList<>(blocks.values()), origins, loadId);
    }

    private void place(Map<Object, Block> blocks, Result result, KeyReader reader) {
        ChangeRecord change = result.change();
        if (change.op() == Op.DELETE && options.deletes() == WriteOptions.Deletes.HARD) {
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
        for (int f = 0; f < row.values().length; f++) {
            if (row.value(f) == Row.UNAVAILABLE) {
                filled.andNot(placement.byRoot()[f]);
            }
        }
        filled.or(metadata);
        return filled;
    }

    private boolean isMetadata(Column column) {
        for (MetadataColumn metadata : options.metadata()) {
            if (options.nameOf(metadata).equals(column.source())) {
                return true;
            }
        }
        return false;
    }

    private Cells cells(List<Column> columns) {
        return new Cells(shape, columns, options, loadId, startedAt);
    }
}
