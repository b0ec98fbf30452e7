package io.headrace.filesink;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.AddColumn;
import io.headrace.core.schema.SchemaDelta.Change;
import io.headrace.core.schema.SchemaDelta.CreateTable;
import io.headrace.core.schema.SchemaDelta.RelaxColumn;
import io.headrace.core.schema.SchemaDelta.WidenColumn;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.files.store.ObjectNames;
import io.headrace.files.store.ObjectStore;
import io.headrace.filesink.Documents.Versioned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is known of each table, in {@code _headrace/schemas}: files carry their own schema, but only this says what the next file shall have, so that types only ever get
 * wider and a field keeps its column.
 */
final class Tables {

    static final int FORMAT = 1;

    private static final String ROOT = "_headrace/schemas/";
    private static final int ROUNDS = 20;

    private final Documents documents;

    Tables(ObjectStore store) {
        this.documents = new Documents(store);
    }

    Optional<TableSchema> describe(TableId id) throws IOException {
        return read(id).map(Versioned::value);
    }

    void apply(SchemaDelta delta) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Versioned<TableSchema>> now = read(delta.table());
            Optional<TableSchema> before = now.map(Versioned::value);
            Optional<TableSchema> after = before;
            for (Change change : delta.changes()) {
                after = Optional.of(changed(delta.table(), after, change));
            }
            if (after.isEmpty()
                    || after.equals(before)
                    || documents
                            .swap(path(delta.table()), write(after.get()), now.flatMap(Versioned::version))
                            .isPresent()) {
                return;
            }
        }
        throw new HeadraceException(
                ErrorClass.TRANSIENT, "Other tasks keep changing the schema of table '" + delta.table() + "'", null);
    }

    private static TableSchema changed(TableId id, Optional<TableSchema> table, Change change) {
        if (change instanceof CreateTable create) {
            return table.orElse(create.schema());
        }
        TableSchema now = table.orElseThrow(() -> HeadraceException.config("Table '" + id
                + "' has no schema object any more, although it was there just now. Restore '" + path(id)
                + "', or restart the task to make it again."));
        if (change instanceof AddColumn add) {
            return now.column(add.column().name()).isPresent() ? now : withColumn(now, add.column());
        } else if (change instanceof WidenColumn widen) {
            return replaced(
                    now,
                    widen.column(),
                    column -> column.type().equals(widen.from()) ? column.withType(widen.to()) : column);
        } else if (change instanceof RelaxColumn relax) {
            return replaced(now, relax.column(), Column::relaxed);
        }
        throw new IllegalArgumentException("No such change: " + change);
    }

    private static TableSchema withColumn(TableSchema table, Column column) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(column);
        return new TableSchema(table.id(), columns, table.key());
    }

    private static TableSchema replaced(TableSchema table, String name, UnaryOperator<Column> change) {
        return new TableSchema(
                table.id(),
                table.columns().stream()
                        .map(column -> column.name().equals(name) ? change.apply(column) : column)
                        .toList(),
                table.key());
    }

    private Optional<Versioned<TableSchema>> read(TableId id) throws IOException {
        Optional<Versioned<TableSchema>> found = documents.read(path(id), FORMAT, Tables::read);
        found.map(versioned -> versioned.value().id())
                .filter(other -> !other.equals(id))
                .ifPresent(other -> {
                    throw HeadraceException.config(
                            "'" + path(id) + "' belongs to table '" + other + "', not to '" + id
                                    + "': this file system does not tell upper from lower case. Name one of them in 'topics.tables'.");
                });
        return found;
    }

    /** An equals sign is in no segment, so no table of the default namespace has the path of one in a namespace. */
    private static String path(TableId id) {
        String namespace = id.namespace() == null ? "" : ObjectNames.segment(id.namespace(), 100) + "=";
        return ROOT + namespace + ObjectNames.segment(id.name(), 100) + ".json";
    }

    private static Json write(TableSchema table) {
        return new Json()
                .with("format", (long) FORMAT)
                .with("namespace", table.id().namespace())
                .with("table", table.id().name())
                .with("key", table.key())
                .with("columns", table.columns().stream().map(Tables::write).toList());
    }

    private static Json write(Column column) {
        return new Json()
                .with("name", column.name())
                .with("source", column.source())
                .with("type", TypeCodec.write(column.type()))
                .with("nullable", column.nullable());
    }

    private static TableSchema read(Json json) {
        return new TableSchema(
                new TableId(json.has("namespace") ? json.text("namespace") : null, json.text("table")),
                json.objects("columns").stream().map(Tables::readColumn).toList(),
                json.list("key").stream().map(String.class::cast).toList());
    }

    private static Column readColumn(Json json) {
        return new Column(
                json.text("name"), TypeCodec.read(json.get("type")), json.flag("nullable"), json.text("source"));
    }
}
