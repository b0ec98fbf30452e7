package io.headrace.sink.plan;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.naming.NameFitter;
import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Field;
import io.headrace.core.record.Op;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.TableId;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.options.SinkOptions;
import io.headrace.sink.options.WriteOptions;
import io.headrace.sink.spi.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Routes records to tables and brings each table into the shape its records need. */
public final class TablePlanner implements Planner {

    private final SinkOptions options;
    private final Compactor compactor;
    private final Shapes shapes;
    private final TableRouter router;
    private final ChildPlanner children;

    public TablePlanner(Destination destination, SinkOptions options, Compactor compactor) {
        this.options = options;
        this.compactor = compactor;
        var names = destination.capabilities().names();
        NameFitter fitter = new NameFitter(
                names.maxBytes(),
                names.caseSensitive(),
                options.tables().snakeCase() ? NameFitter.Style.SNAKE_CASE : NameFitter.Style.EXACT);
        this.shapes = new Shapes(
                destination,
                new SchemaPlanner(destination, options.tables(), options.write(), fitter),
                options.tables().nesting());
        this.router = new TableRouter(options.tables(), fitter, names.caseSensitive());
        this.children = new ChildPlanner(destination, options, fitter, router);
    }

    @Override
    public List<PlannedTable> plan(List<PartitionSlice> slices, String loadId, Instant startedAt) {
        LoadFacts load =
                new LoadFacts(slices.stream().map(PartitionSlice::change).toList(), loadId, startedAt);
        List<PlannedTable> plans = new ArrayList<>();
        byTable(slices).forEach((table, records) -> plans.addAll(planTable(table, records, load)));
        return plans;
    }

    @Override
    public void forget() {
        shapes.forget();
        children.forget();
    }

    private Map<TableId, List<BufferedRecord>> byTable(List<PartitionSlice> slices) {
        Map<TableId, List<BufferedRecord>> tables = new LinkedHashMap<>();
        @Nullable String topic = null;
        List<BufferedRecord> current = List.of();
        for (PartitionSlice slice : slices) {
            for (BufferedRecord record : slice.records()) {
                ChangeRecord change = record.change();
                if (!applies(change)) {
                    continue;
                }
                if (!change.routedTopic().equals(topic)) {
                    topic = change.routedTopic();
                    current = tables.computeIfAbsent(router.tableOf(topic), table -> new ArrayList<>());
                }
                current.add(record);
            }
        }
        return tables;
    }

    private boolean applies(ChangeRecord change) {
        WriteOptions write = options.write();
        if (change.op() == Op.DELETE) {
            return write.deletes() != WriteOptions.Deletes.IGNORE;
        }
        if (change.op() == Op.TRUNCATE && write.truncates() == WriteOptions.Truncates.FAIL) {
            throw HeadraceException.config("Record " + change.coordinates()
                    + " truncates its table, and 'truncate.mode' is fail. Set it to apply or ignore to go on.");
        }
        return change.op() != Op.TRUNCATE || write.truncates() == WriteOptions.Truncates.APPLY;
    }

    /** The table and, after it, those of its lists. */
    private List<PlannedTable> planTable(TableId id, List<BufferedRecord> records, LoadFacts load) {
        Optional<KeyReader> key = options.write().merges() ? Optional.of(keyOf(records)) : Optional.empty();
        List<RowSchema> needed = needed(records, key.isPresent());
        Set<Field> keyFields = key.map(reader -> keyFields(records, reader)).orElse(Set.of());
        key.ifPresent(reader -> refuseUnmergeable(records, reader));
        Nesting nesting =
                shapes.nesting(id, key.map(reader -> Set.copyOf(reader.names())).orElse(Set.of()));
        if (key.isPresent()
                && truncatesOnly(records)
                && shapes.find(id, nesting).isEmpty()) {
            return List.of();
        }
        String change = shapes.settle(
                new Shapes.Need(id, needed, keyFields, nesting), refused -> refusal(id, records, refused));
        TableShape shape = shapes.find(id, nesting).orElseThrow();
        Optional<Compaction> compaction = key.map(reader -> new Compaction(reader, compactor, options.write()));
        List<PlannedTable> plans = new ArrayList<>();
        plans.add(new TablePlan(shape, records, change, load, options.write(), compaction));
        plans.addAll(children.plan(shape, records, compaction, load));
        return plans;
    }

    // ---- keys

    private KeyReader keyOf(List<BufferedRecord> records) {
        if (truncatesOnly(records)) {
            return new KeyReader(List.of());
        }
        if (!options.write().keyFields().isEmpty()) {
            return new KeyReader(options.write().keyFields());
        }
        @Nullable RowSchema found = null;
        for (BufferedRecord record : records) {
            Row key = record.change().key();
            if (key != null && key.schema() != found) {
                refuseOtherKey(found, key.schema(), record.change());
                found = found == null ? key.schema() : found;
            }
        }
        return new KeyReader(found == null ? List.of("key") : names(found));
    }

    /** Such records have no key and say nothing of one, and need none. */
    private static boolean truncatesOnly(List<BufferedRecord> records) {
        return records.stream().allMatch(record -> record.change().op() == Op.TRUNCATE);
    }

    /** Rows of one batch are told apart by one key: by the narrower of two, different rows would become one. */
    private static void refuseOtherKey(@Nullable RowSchema known, RowSchema other, ChangeRecord change) {
        if (known != null && !Set.copyOf(names(known)).equals(Set.copyOf(names(other)))) {
            throw HeadraceException.config(
                    "The key of topic '" + change.coordinates().topic() + "' changed from "
                            + names(known) + " to " + names(other) + " at " + change.coordinates()
                            + ". Set 'key.fields' to the fields that shall be the key from now on, or load the topic into a new table.");
        }
    }

    private static List<String> names(RowSchema key) {
        return key.fields().stream().map(Field::name).toList();
    }

    private static Set<Field> keyFields(List<BufferedRecord> records, KeyReader reader) {
        Set<Field> fields = new LinkedHashSet<>();
        for (BufferedRecord record : records) {
            fields.addAll(KeyReader.fields(record.change().key(), reader.names()));
            if (fields.isEmpty()) {
                fields.addAll(KeyReader.fields(record.change().after(), reader.names()));
            }
            if (!fields.isEmpty()) {
                return fields;
            }
        }
        return fields;
    }

    private void refuseUnmergeable(List<BufferedRecord> records, KeyReader reader) {
        Map<BufferedRecord, RuntimeException> poison = new IdentityHashMap<>();
        for (BufferedRecord record : records) {
            if (record.change().op() == Op.TRUNCATE) {
                continue;
            }
            try {
                reader.check(record.change());
                if (options.write().inSourceOrder()) {
                    SourceOrder.check(record.change());
                }
            } catch (HeadraceException e) {
                poison.put(record, e);
            }
        }
        if (!poison.isEmpty()) {
            throw new PoisonException(poison);
        }
    }

    // ---- schemas

    private List<RowSchema> needed(List<BufferedRecord> records, boolean merges) {
        Set<RowSchema> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        List<RowSchema> ordered = new ArrayList<>();
        @Nullable RowSchema last = null;
        for (BufferedRecord record : records) {
            Row row = merges && record.change().op() == Op.DELETE
                    ? record.change().key()
                    : Effective.appended(record.change());
            if (row != null && row.schema() != last) {
                last = row.schema();
                if (distinct.add(last)) {
                    ordered.add(last);
                }
            }
        }
        return ordered;
    }

    private static PoisonException refusal(TableId id, List<BufferedRecord> records, Set<RowSchema> refused) {
        Set<BufferedRecord> poison = PartitionSlice.identitySet();
        for (BufferedRecord record : records) {
            if (refused.contains(Effective.appended(record.change()).schema())) {
                poison.add(record);
            }
        }
        return refusal(id, poison);
    }

    static PoisonException refusal(TableId id, Set<BufferedRecord> poison) {
        return PoisonException.of(
                poison,
                HeadraceException.poison("The record has a field that table '" + id
                        + "' cannot take, and its contract is discard_row."));
    }
}
