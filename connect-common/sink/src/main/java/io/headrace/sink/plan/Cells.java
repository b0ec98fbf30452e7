package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Field;
import io.headrace.core.record.Op;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.core.record.SourcePosition;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.ValueConverter;
import io.headrace.sink.options.MetadataColumn;
import io.headrace.sink.options.WriteOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles, per record schema, the cells of one list of columns. */
final class Cells {

    private static final long MICROS_PER_MILLI = 1_000;

    private final TableShape shape;
    private final List<Column> columns;
    private final WriteOptions options;
    private final String loadId;
    private final Long loadedAt;
    private final Map<RowSchema, Cell[]> compiled = new IdentityHashMap<>();
    private @Nullable RowSchema lastSchema;
    private Cell[] lastCells = new Cell[0];

    Cells(TableShape shape, List<Column> columns, WriteOptions options, String loadId, Instant startedAt) {
        this.shape = shape;
        this.columns = columns;
        this.options = options;
        this.loadId = loadId;
        this.loadedAt = ChronoUnit.MICROS.between(Instant.EPOCH, startedAt);
    }

    void read(ChangeRecord change, Row row, @Nullable Object[] into) {
        Cell[] cells = of(row.schema());
        for (int i = 0; i < cells.length; i++) {
            into[i] = cells[i].read(change, row);
        }
    }

    private Cell[] of(RowSchema schema) {
        if (schema != lastSchema) {
            lastCells = compiled.computeIfAbsent(schema, this::compile);
            lastSchema = schema;
        }
        return lastCells;
    }

    private Cell[] compile(RowSchema schema) {
        Placement placement = shape.placement(schema);
        Cell[] cells = new Cell[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            Column column = columns.get(i);
            Optional<Cell> metadata = metadata(column);
            cells[i] = metadata.orElseGet(() -> field(placement, column));
        }
        return cells;
    }

    private static Cell field(Placement placement, Column column) {
        for (int i = 0; i < placement.columns().length; i++) {
            Column target = placement.columns()[i];
            if (target != null && target.name().equals(column.name())) {
                return valueOf(placement.leaves().get(i), column);
            }
        }
        return Cell.NULL;
    }

    private static Cell valueOf(Leaf leaf, Column column) {
        Field field = leaf.field();
        Leaf.Reader reader = leaf.reader();
        if (field.type().equals(column.type())) {
            return (change, row) -> reader.read(row);
        }
        ValueConverter converter = ValueConverter.compile(field.name(), field.type(), column.type());
        return (change, row) -> {
            Object value = reader.read(row);
            return value == null ? null : converter.convert(value);
        };
    }

    private Optional<Cell> metadata(Column column) {
        for (MetadataColumn metadata : options.metadata()) {
            if (options.nameOf(metadata).equals(column.source())) {
                return Optional.of(metadata(metadata));
            }
        }
        return Optional.empty();
    }

    private Cell metadata(MetadataColumn metadata) {
        return switch (metadata) {
            case LOADED_AT -> (change, row) -> loadedAt;
            case LOAD_ID -> (change, row) -> loadId;
            case OP -> (change, row) -> code(change.op());
            case DELETED -> (change, row) -> change.op() == Op.DELETE;
            case TOPIC -> (change, row) -> change.coordinates().topic();
            case PARTITION -> (change, row) -> change.coordinates().partition();
            case OFFSET -> (change, row) -> change.coordinates().offset();
            case TIMESTAMP -> (change, row) -> micros(change.timestamp());
            case SOURCE_SEQUENCE -> position(SourcePosition::sequence);
            case SOURCE_ORDER -> position(SourcePosition::order);
            case UNAVAILABLE -> (change, row) -> unavailable(row);
            case SOURCE_TIME ->
                (change, row) -> change.position() == null
                        ? null
                        : micros(change.position().timestampMillis());
        };
    }

    private static @Nullable List<String> unavailable(Row row) {
        List<String> names = null;
        for (int i = 0; i < row.size(); i++) {
            if (row.lacks(i)) {
                names = names == null ? new ArrayList<>() : names;
                names.add(row.schema().fields().get(i).name());
            }
        }
        return names;
    }

    private static Cell position(java.util.function.ToLongFunction<SourcePosition> part) {
        return (change, row) -> change.position() == null ? null : part.applyAsLong(change.position());
    }

    private static @Nullable Long micros(long millis) {
        return millis < 0 ? null : millis * MICROS_PER_MILLI;
    }

    private static String code(Op op) {
        return switch (op) {
            case INSERT -> "c";
            case READ -> "r";
            case UPDATE -> "u";
            case DELETE -> "d";
            case TRUNCATE -> "t";
        };
    }
}
