package io.headrace.sink.plan;

import static java.util.Objects.requireNonNull;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.naming.NameFitter;
import io.headrace.core.naming.NameRegistry;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.AddColumn;
import io.headrace.core.schema.SchemaDelta.Change;
import io.headrace.core.schema.SchemaDelta.CreateTable;
import io.headrace.core.schema.SchemaDelta.RelaxColumn;
import io.headrace.core.schema.SchemaDelta.WidenColumn;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.core.schema.TypeLattice;
import io.headrace.sink.options.MetadataColumn;
import io.headrace.sink.options.TableOptions;
import io.headrace.sink.options.TableOptions.Evolution;
import io.headrace.sink.options.WriteOptions;
import io.headrace.sink.plan.Shapes.Need;
import io.headrace.sink.spi.Destination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The difference between what a table has and what records of some schemas need, as the policies allow. */
final class SchemaPlanner {

    private final Destination destination;
    private final TableOptions tables;
    private final WriteOptions write;
    private final NameFitter fitter;

    SchemaPlanner(Destination destination, TableOptions tables, WriteOptions write, NameFitter fitter) {
        this.destination = destination;
        this.tables = tables;
        this.write = write;
        this.fitter = fitter;
    }

    /**
     * What must change so that records of these schemas fit.
     *
     * @param existing the table, or null when there is none
     * @param refused collects the schemas whose records the policy sends to dead letters
     */
    SchemaDelta delta(Need need, @Nullable TableSchema existing, Set<RowSchema> refused) {
        Draft draft = new Draft(need, existing);
        for (RowSchema schema : need.schemas()) {
            for (Leaf leaf : need.nesting().leaves(schema)) {
                draft.fit(leaf.field(), schema, refused);
            }
        }
        for (MetadataColumn column : MetadataColumn.values()) {
            if (write.metadata().contains(column)) {
                draft.fitMetadata(column);
            }
        }
        return draft.delta();
    }

    /** The table being drawn up: columns as they will be, and the steps that lead there. */
    private final class Draft {

        private final TableId id;
        private final @Nullable TableSchema existing;
        private final Set<String> key;
        private final Nesting nesting;
        private final Map<String, Column> bySource = new LinkedHashMap<>();
        private final Map<String, Change> changes = new LinkedHashMap<>();
        private final NameRegistry names;

        Draft(Need need, @Nullable TableSchema existing) {
            this.id = need.table();
            this.existing = existing;
            this.nesting = need.nesting();
            this.key = need.key().stream()
                    .map(part -> nesting.source(part.name()))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            Map<String, String> remembered = new LinkedHashMap<>();
            if (existing != null) {
                for (Column column : existing.columns()) {
                    bySource.put(column.source(), column);
                    remembered.put(column.source(), column.name());
                }
            }
            this.names = new NameRegistry(
                    fitter, remembered, destination.capabilities().names().reservedColumns());
        }

        void fit(Field field, RowSchema schema, Set<RowSchema> refused) {
            @Nullable Column own = bySource.get(field.name());
            if (field.type() instanceof DataType.Nothing) {
                if (own != null) {
                    relax(own, field);
                }
                return;
            }
            refuseImpostor(field);
            DataType wanted = destination.fit(TypeLattice.settled(field.type()));
            if (own != null && holds(own, field, wanted)) {
                relax(own, field);
                return;
            }
            Evolution evolution = existing == null
                    ? Evolution.EVOLVE
                    : tables.evolutionOf(id.name(), nesting.contractName(field.name()));
            if (own != null && isKey(field) && leavesColumn(own, wanted, evolution)) {
                throw otherKey(field, own);
            }
            if (bySource.containsKey(TableShape.variantOf(field, wanted))) {
                return;
            }
            switch (evolution) {
                case EVOLVE -> evolve(field, own, wanted);
                case FREEZE -> throw frozen(field, own);
                case DISCARD_ROW -> refused.add(schema);
                case DISCARD_VALUE -> {}
            }
        }

        /** A column of ours would hide the field's values. */
        private void refuseImpostor(Field field) {
            for (MetadataColumn column : write.metadata()) {
                if (write.nameOf(column).equals(field.name())) {
                    throw HeadraceException.config(
                            "Field '" + field.name() + "' of the records for table '" + id
                                    + "' has the name of a column that Headrace adds. Set 'metadata.prefix' to another prefix, leave the column out with 'metadata.columns', or rename the field with a transform.");
                }
            }
        }

        private boolean holds(Column column, Field field, DataType wanted) {
            return TypeLattice.assignable(field.type(), column.type()) || TypeLattice.assignable(wanted, column.type());
        }

        private void relax(Column column, Field field) {
            if (field.nullable()
                    && !column.nullable()
                    && !isKey(field)
                    && existing != null
                    && tables.evolutionOf(id.name(), nesting.contractName(field.name())) == Evolution.EVOLVE) {
                bySource.put(column.source(), column.relaxed());
                changes.put("relax " + column.name(), new RelaxColumn(column.name()));
            }
        }

        private void evolve(Field field, @Nullable Column own, DataType wanted) {
            if (own == null) {
                add(field.name(), wanted, !isKey(field));
                return;
            }
            Optional<DataType> wider = widened(own.type(), wanted);
            if (wider.isPresent() && own.source().equals(field.name())) {
                bySource.put(own.source(), own.withType(wider.get()));
                changes.put("widen " + own.name(), widening(own, wider.get()));
            } else {
                add(TableShape.variantOf(field, wanted), wanted, true);
            }
        }

        /** Two widenings of one column in one plan are one step from what the table has. */
        private Change widening(Column own, DataType to) {
            Column before =
                    existing == null ? own : existing.columnFor(own.source()).orElse(own);
            return new WidenColumn(own.name(), before.type(), to);
        }

        private Optional<DataType> widened(DataType has, DataType wanted) {
            if (existing != null && !destination.capabilities().widensColumns()) {
                return Optional.empty();
            }
            TypeLattice.Common common = TypeLattice.common(has, wanted);
            return common.lastResort()
                    ? Optional.empty()
                    : Optional.of(destination.fit(common.type()))
                            .filter(wider ->
                                    TypeLattice.assignable(has, wider) && TypeLattice.assignable(wanted, wider));
        }

        private void add(String source, DataType type, boolean nullable) {
            Column column = new Column(names.nameOf(source, nesting.columnText(source)), type, nullable, source);
            bySource.put(source, column);
            changes.put("add " + column.name(), new AddColumn(column));
        }

        void fitMetadata(MetadataColumn metadata) {
            String name = write.nameOf(metadata);
            if (!bySource.containsKey(name)) {
                add(name, destination.fit(metadata.type()), true);
            }
        }

        private boolean isKey(Field field) {
            return key.contains(field.name());
        }

        /** Whether the value would go to another column or nowhere. Rows are found by their key column, so a delete would find none and a change make a second row. */
        private boolean leavesColumn(Column own, DataType wanted, Evolution evolution) {
            return evolution == Evolution.DISCARD_VALUE
                    || evolution == Evolution.EVOLVE
                            && widened(own.type(), wanted).isEmpty();
        }

        private HeadraceException otherKey(Field field, Column own) {
            return HeadraceException.config(
                    "Key column '" + own.name() + "' of table '" + id + "' holds "
                            + TypeNames.shortName(own.type()) + ", but key field '" + field.name() + "' brings "
                            + TypeNames.shortName(field.type())
                            + ", so its rows would not be found. Change the column's type by hand, give the field the column's type with a transform, or load into another table.");
        }

        private HeadraceException frozen(Field field, @Nullable Column own) {
            String what = own == null
                    ? "has no column for field '" + field.name() + "'"
                    : "holds " + TypeNames.shortName(own.type()) + " in column '" + own.name() + "', but field '"
                            + field.name() + "' brings " + TypeNames.shortName(field.type());
            return HeadraceException.config(
                    "Table '" + id + "' " + what
                            + ", and its schema is frozen. Change the table by hand, or set 'schema.evolution' (or a contract for this table or column) to evolve, discard_row or discard_value.");
        }

        SchemaDelta delta() {
            int limit = destination.capabilities().maxColumns();
            if (bySource.size() > limit) {
                throw HeadraceException.config("Table '" + id + "' would need " + bySource.size()
                        + " columns; the target allows " + limit
                        + ". Leave fields out with a transform, or nest them.");
            }
            if (existing != null) {
                return new SchemaDelta(id, List.copyOf(changes.values()));
            }
            if (!tables.create()) {
                throw HeadraceException.config(
                        "Table '" + id + "' does not exist. Create it, or set 'table.create=true'.");
            }
            List<String> keyColumns = key.stream()
                    .map(part -> requireNonNull(bySource.get(part)).name())
                    .toList();
            return new SchemaDelta(
                    id, List.of(new CreateTable(new TableSchema(id, new ArrayList<>(bySource.values()), keyColumns))));
        }
    }

    static String describe(SchemaDelta delta) {
        List<String> words = new ArrayList<>();
        for (Change change : delta.changes()) {
            if (change instanceof CreateTable create) {
                words.add("created with " + create.schema().columns().size() + " columns");
            } else if (change instanceof AddColumn add) {
                words.add("added " + add.column().name());
            } else if (change instanceof WidenColumn widen) {
                words.add("widened " + widen.column());
            } else if (change instanceof RelaxColumn relax) {
                words.add("relaxed " + relax.column());
            }
        }
        return String.join(", ", words);
    }
}
