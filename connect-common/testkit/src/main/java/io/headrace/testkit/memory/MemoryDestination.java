package io.headrace.testkit.memory;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.AddColumn;
import io.headrace.core.schema.SchemaDelta.Change;
import io.headrace.core.schema.SchemaDelta.CreateTable;
import io.headrace.core.schema.SchemaDelta.RelaxColumn;
import io.headrace.core.schema.SchemaDelta.WidenColumn;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.core.schema.ValueConverter;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.Capabilities;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.FencedException;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.RowBlock;
import io.headrace.sink.spi.Staged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One task's session with a {@link MemoryTarget}. */
public final class MemoryDestination implements Destination {

    private static final int MANY_COLUMNS = 10_000;
    private static final int LONG_NAMES = 255;

    private final MemoryTarget target;
    private final List<Batch> staged = new ArrayList<>();

    public MemoryDestination(MemoryTarget target) {
        this.target = target;
    }

    private record MemoryStaged(Batch batch) implements Staged {
        @Override
        public long bytes() {
            return -1;
        }
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                target.granularity,
                true,
                true,
                target.widens,
                true,
                MANY_COLUMNS,
                new Capabilities.NameRules(LONG_NAMES, true));
    }

    @Override
    public DataType fit(DataType type) {
        return type;
    }

    @Override
    public Optional<TableSchema> describe(TableId table) {
        return Optional.ofNullable(target.tables.get(table)).map(found -> found.schema);
    }

    @Override
    public void apply(SchemaDelta delta) {
        if (!staged.isEmpty()) {
            throw new IllegalStateException("DDL between stage and commit");
        }
        for (Change change : delta.changes()) {
            apply(delta.table(), change);
        }
    }

    private void apply(TableId id, Change change) {
        if (change instanceof CreateTable create) {
            target.tables.putIfAbsent(id, new MemoryTarget.Table(create.schema()));
            return;
        }
        MemoryTarget.Table table = target.tables.get(id);
        if (table == null) {
            throw HeadraceException.config("Table '" + id + "' does not exist.");
        }
        if (change instanceof AddColumn add
                && table.schema.column(add.column().name()).isEmpty()) {
            List<Column> columns = new ArrayList<>(table.schema.columns());
            columns.add(add.column());
            table.schema = new TableSchema(id, columns, table.schema.key());
        } else if (change instanceof WidenColumn widen) {
            if (!target.widens) {
                throw new IllegalStateException("This target widens no columns");
            }
            widen(table, widen);
        } else if (change instanceof RelaxColumn relax) {
            replace(table, relax.column(), Column::relaxed);
        }
    }

    private static void widen(MemoryTarget.Table table, WidenColumn widen) {
        Column column = table.schema.column(widen.column()).orElseThrow();
        if (column.type().equals(widen.to())) {
            return;
        }
        ValueConverter converter = ValueConverter.compile(widen.column(), column.type(), widen.to());
        table.rows = new ArrayList<>(table.rows.stream()
                .map(row -> {
                    Map<String, @Nullable Object> wider = new LinkedHashMap<>(row);
                    wider.computeIfPresent(widen.column(), (name, value) -> converter.convert(value));
                    return wider;
                })
                .toList());
        replace(table, widen.column(), before -> before.withType(widen.to()));
    }

    private static void replace(MemoryTarget.Table table, String name, UnaryOperator<Column> change) {
        table.schema = new TableSchema(
                table.schema.id(),
                table.schema.columns().stream()
                        .map(column -> column.name().equals(name) ? change.apply(column) : column)
                        .toList(),
                table.schema.key());
    }

    @Override
    public Staged stage(Batch batch) {
        refuseMarked(batch);
        refuseDuplicates(batch);
        staged.add(batch);
        return new MemoryStaged(batch);
    }

    /** Text that begins with this is refused by the target, so that tests can make poison. */
    public static final String POISON = "poison!";

    private static void refuseMarked(Batch batch) {
        for (RowBlock block : batch.blocks()) {
            @Nullable Object[] values = new @Nullable Object[block.columns().size()];
            for (int row = 0; row < block.size(); row++) {
                block.read(row, values);
                for (int i = 0; i < values.length; i++) {
                    if (values[i] instanceof String text && text.startsWith(POISON)) {
                        throw HeadraceException.poison(
                                "Column '" + block.columns().get(i).name() + "' refuses a value that begins with '"
                                        + POISON + "'.");
                    }
                }
            }
        }
    }

    private void refuseDuplicates(Batch batch) {
        TableId id = batch.table().id();
        String column = target.unique.get(id);
        MemoryTarget.Table table = target.tables.get(id);
        if (column == null || table == null) {
            return;
        }
        MemoryTarget.Table trial = new MemoryTarget.Table(table.schema);
        trial.rows = new ArrayList<>(table.rows);
        write(batch, trial, rows -> {
            Set<Object> values = new HashSet<>();
            for (Map<String, @Nullable Object> row : rows) {
                Object value = row.get(column);
                if (value != null && !values.add(value)) {
                    throw new HeadraceException(
                            ErrorClass.CLASH, "Column '" + column + "' of table '" + id + "' is unique.");
                }
            }
        });
    }

    /** Looks at a table after each row that is written, as an index does. */
    private interface Index {
        void check(Collection<Map<String, @Nullable Object>> rows);
    }

    @Override
    public void commit(List<Staged> stagedNow, List<LedgerChange> changes, List<LoadEntry> loads) {
        if (target.granularity == Capabilities.LedgerGranularity.PARTITION && changes.size() > 1) {
            throw new IllegalStateException("One partition at a time: " + changes);
        }
        if (target.fencing()) {
            Set<LedgerKey> moved = new HashSet<>();
            for (LedgerChange change : changes) {
                LedgerEntry now = target.ledger.getOrDefault(change.key(), LedgerEntry.absent(change.key()));
                if (now.next() != change.expected().next()
                        || now.generation() != change.expected().generation()) {
                    moved.add(change.key());
                }
            }
            if (!moved.isEmpty()) {
                throw new FencedException(moved);
            }
        }
        staged.forEach(this::refuseUnknown);
        staged.forEach(this::write);
        changes.forEach(change -> target.ledger.put(change.key(), change.updated()));
        target.loads.addAll(loads);
        staged.clear();
    }

    private void refuseUnknown(Batch batch) {
        Optional.ofNullable(target.tables.get(batch.table().id()))
                .flatMap(table -> batch.lacks(table.schema))
                .ifPresent(column -> {
                    throw new HeadraceException(
                            ErrorClass.TRANSIENT, "Column '" + column.name() + "' came after the load was planned");
                });
    }

    private void write(Batch batch) {
        MemoryTarget.Table table = target.tables.get(batch.table().id());
        if (table == null) {
            throw HeadraceException.config("Table '" + batch.table().id() + "' does not exist.");
        }
        write(batch, table, rows -> {});
    }

    private void write(Batch batch, MemoryTarget.Table table, Index index) {
        if (batch.truncate()) {
            table.rows = new ArrayList<>();
        }
        Map<List<@Nullable Object>, Map<String, @Nullable Object>> byKey = new LinkedHashMap<>();
        List<String> key = batch.table().key();
        boolean keyed = batch.blocks().stream().anyMatch(block -> block.kind() != RowBlock.Kind.INSERT);
        if (keyed) {
            table.rows.forEach(row -> byKey.put(keyOf(row, key), row));
        }
        for (RowBlock block : deletesFirst(batch)) {
            write(block, table, byKey, keyed ? key : List.of(), target.guarding() ? batch.order() : List.of(), index);
        }
        if (keyed) {
            table.rows = new ArrayList<>(byKey.values());
        }
    }

    private static void write(
            RowBlock block,
            MemoryTarget.Table table,
            Map<List<@Nullable Object>, Map<String, @Nullable Object>> byKey,
            List<String> key,
            List<String> order,
            Index index) {
        @Nullable Object[] values = new @Nullable Object[block.columns().size()];
        for (int row = 0; row < block.size(); row++) {
            block.read(row, values);
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                read.put(block.columns().get(i).name(), values[i]);
            }
            switch (block.kind()) {
                case INSERT -> {
                    if (key.isEmpty()) {
                        table.rows.add(read);
                    } else if (byKey.putIfAbsent(keyOf(read, key), read) != null) {
                        throw new IllegalStateException("INSERT of a key that is there: " + keyOf(read, key));
                    }
                }
                case DELETE -> delete(read, byKey, key);
                case UPSERT -> {
                    Map<String, @Nullable Object> found = byKey.getOrDefault(keyOf(read, key), Map.of());
                    if (order.isEmpty() || !isLater(found, read, order)) {
                        Map<String, @Nullable Object> merged = new LinkedHashMap<>(found);
                        merged.putAll(read);
                        byKey.put(keyOf(read, key), merged);
                    }
                }
            }
            index.check(key.isEmpty() ? table.rows : byKey.values());
        }
    }

    private static boolean isLater(
            Map<String, @Nullable Object> found, Map<String, @Nullable Object> read, List<String> order) {
        Object sequence = found.get(order.get(0));
        Object place = found.get(order.get(1));
        if (sequence == null) {
            return false;
        }
        int compared = Long.compareUnsigned((Long) sequence, (Long) Objects.requireNonNull(read.get(order.get(0))));
        return compared > 0
                || compared == 0
                        && place != null
                        && (Long) place > (Long) Objects.requireNonNull(read.get(order.get(1)));
    }

    private static void delete(
            Map<String, @Nullable Object> given,
            Map<List<@Nullable Object>, Map<String, @Nullable Object>> byKey,
            List<String> key) {
        if (given.size() == key.size()) {
            byKey.remove(keyOf(given, key));
        } else {
            byKey.values().removeIf(row -> row.entrySet().containsAll(given.entrySet()));
        }
    }

    private static List<RowBlock> deletesFirst(Batch batch) {
        return batch.table().key().isEmpty()
                ? batch.blocks()
                : batch.blocks().stream()
                        .sorted(Comparator.comparing(block -> block.kind() != RowBlock.Kind.DELETE))
                        .toList();
    }

    private static List<@Nullable Object> keyOf(Map<String, @Nullable Object> row, List<String> key) {
        List<@Nullable Object> values = new ArrayList<>();
        key.forEach(name -> values.add(row.get(name)));
        return values;
    }

    @Override
    public void discard() {
        staged.clear();
    }

    @Override
    public Map<LedgerKey, LedgerEntry> recover(Set<LedgerKey> keys) {
        if (target.ledgerFormat > LedgerEntry.FORMAT_VERSION) {
            throw HeadraceException.config("The ledger has format version " + target.ledgerFormat
                    + ", this release reads up to " + LedgerEntry.FORMAT_VERSION
                    + ". Run the release that wrote it, or a later one.");
        }
        Map<LedgerKey, LedgerEntry> entries = new HashMap<>();
        keys.forEach(key -> entries.put(key, target.ledger.getOrDefault(key, LedgerEntry.absent(key))));
        return entries;
    }

    @Override
    public void reset(String ledgerId, Map<LedgerKey, OptionalLong> next) {
        next.forEach((key, offset) -> {
            LedgerEntry now = target.ledger.getOrDefault(key, LedgerEntry.absent(key));
            target.ledger.put(key, new LedgerEntry(key, offset.orElse(LedgerEntry.NONE), now.generation() + 1, null));
        });
    }

    @Override
    public Set<LedgerKey> ledgerKeys(String ledgerId) {
        Set<LedgerKey> keys = new HashSet<>(target.ledger.keySet());
        keys.removeIf(key -> !key.ledgerId().equals(ledgerId));
        return keys;
    }

    @Override
    public ErrorClass classify(Throwable error) {
        return ErrorClass.CONFIG;
    }

    @Override
    public void close() {
        staged.clear();
    }
}
