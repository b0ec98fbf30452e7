package io.headrace.sink.plan;

import io.headrace.core.naming.NameFitter;
import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Field;
import io.headrace.core.record.Op;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.options.NestingOptions;
import io.headrace.sink.options.SinkOptions;
import io.headrace.sink.options.WriteOptions;
import io.headrace.sink.spi.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans the tables of lists. Which lists a table has is read off its columns that count elements, so that a delete is known to concern them after a restart too. */
final class ChildPlanner {

    private static final int KNOWN_SCHEMAS = 1_000;

    private final TableRouter router;
    private final WriteOptions write;
    private final Shapes shapes;
    private final Map<RowSchema, RowSchema> shared = new HashMap<>();

    ChildPlanner(Destination destination, SinkOptions options, NameFitter fitter, TableRouter router) {
        this.router = router;
        this.write = options.write().forChildren();
        this.shapes = new Shapes(
                destination,
                new SchemaPlanner(destination, options.tables(), write, fitter),
                new NestingOptions(options.tables().nesting().structs(), NestingOptions.Lists.KEEP));
    }

    void forget() {
        shapes.forget();
    }

    /**
     * @param parent a table whose shape is settled
     * @param compaction what its records come to, or empty in append mode
     */
    List<PlannedTable> plan(
            TableShape parent, List<BufferedRecord> records, Optional<Compaction> compaction, LoadFacts load) {
        List<PlannedTable> plans = new ArrayList<>();
        for (Column column : parent.table().columns()) {
            if (parent.nesting().isCount(column.source())) {
                plan(parent, column, records, compaction, load).ifPresent(plans::add);
            }
        }
        return plans;
    }

    private Optional<PlannedTable> plan(
            TableShape parent,
            Column count,
            List<BufferedRecord> records,
            Optional<Compaction> compaction,
            LoadFacts load) {
        TableId id = router.childOf(parent.table().id(), count);
        ChildRows children = new ChildRows(id, parent, count, write, this::share);
        Elements elements = new Elements(children, compaction);
        List<RowSchema> schemas = elements.schemas(records);
        Set<String> key = compaction.isPresent() ? keyNames(children, compaction.get()) : Set.of();
        Nesting nesting = shapes.nesting(id, key);
        if (schemas.isEmpty() && shapes.find(id, nesting).isEmpty()) {
            return Optional.empty();
        }
        Shapes.Need need = new Shapes.Need(id, schemas, keyFields(schemas, key), nesting);
        String change = shapes.settle(need, refused -> elements.refusal(id, records, refused));
        TableShape shape = shapes.find(id, nesting).orElseThrow();
        return Optional.of(new ChildPlan(shape, children, records, change, load, write, compaction));
    }

    private static Set<String> keyNames(ChildRows children, Compaction compaction) {
        Set<String> names = compaction.key().names().stream()
                .map(children::linkName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        names.add(children.indexName());
        return names;
    }

    private static Set<Field> keyFields(List<RowSchema> schemas, Set<String> key) {
        Set<Field> fields = new LinkedHashSet<>();
        if (!schemas.isEmpty()) {
            RowSchema first = schemas.get(0);
            key.forEach(name -> fields.add(first.fields().get(first.indexOf(name))));
        }
        return fields;
    }

    private RowSchema share(RowSchema schema) {
        if (shared.size() > KNOWN_SCHEMAS) {
            shared.clear();
        }
        return shared.computeIfAbsent(schema, same -> same);
    }

    /** What the elements in records look like. */
    private record Elements(ChildRows children, Optional<Compaction> compaction) {

        List<RowSchema> schemas(List<BufferedRecord> records) {
            Set<RowSchema> schemas = new LinkedHashSet<>();
            @Nullable RowSchema last = null;
            for (BufferedRecord record : records) {
                RowSchema schema = schema(record.change());
                if (schema != null && schema != last) {
                    schemas.add(schema);
                    last = schema;
                }
            }
            return List.copyOf(schemas);
        }

        PoisonException refusal(TableId id, List<BufferedRecord> records, Set<RowSchema> refused) {
            Set<BufferedRecord> poison = PartitionSlice.identitySet();
            for (BufferedRecord record : records) {
                RowSchema schema = schema(record.change());
                if (schema != null && refused.contains(schema)) {
                    poison.add(record);
                }
            }
            return TablePlanner.refusal(id, poison);
        }

        private @Nullable RowSchema schema(ChangeRecord change) {
            if (compaction.isEmpty()) {
                return children.schema(
                        Effective.appended(change).schema(),
                        Effective.key(change).schema());
            }
            Row row = change.op() == Op.DELETE ? null : change.after();
            return row == null
                    ? null
                    : children.schema(
                            row.schema(), compaction.get().key().keyRow(change).schema());
        }
    }
}
