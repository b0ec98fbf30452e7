package io.headrace.sink.plan;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.Field;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.options.NestingOptions;
import io.headrace.sink.spi.Destination;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables as the target has them, and the changes that bring them into the shape that records need. */
final class Shapes {

    private static final Logger LOG = LoggerFactory.getLogger(Shapes.class);
    private static final int SCHEMA_ROUNDS = 4;

    private final Destination destination;
    private final SchemaPlanner schemas;
    private final NestingOptions options;
    private final Map<TableId, TableShape> known = new HashMap<>();

    Shapes(Destination destination, SchemaPlanner schemas, NestingOptions options) {
        this.destination = destination;
        this.schemas = schemas;
        this.options = options;
    }

    /**
     * What records need of a table.
     *
     * @param key fields that make the key; empty when rows are appended
     */
    record Need(TableId table, List<RowSchema> schemas, Set<Field> key, Nesting nesting) {}

    /** How fields come apart in a table with this key. A table whose key is another now comes apart otherwise. */
    Nesting nesting(TableId id, Set<String> key) {
        TableShape shape = known.get(id);
        if (shape != null && shape.nesting().whole().equals(key)) {
            return shape.nesting();
        }
        known.remove(id);
        return new Nesting(options, key);
    }

    Optional<TableShape> find(TableId id, Nesting nesting) {
        TableShape shape = known.get(id);
        if (shape == null) {
            Optional<TableSchema> described = destination.describe(id);
            if (described.isEmpty()) {
                return Optional.empty();
            }
            shape = new TableShape(described.get(), nesting, destination::fit);
            known.put(id, shape);
        }
        return Optional.of(shape);
    }

    void forget() {
        known.clear();
    }

    /**
     * Changes the table until the records fit.
     *
     * @param refusal what is thrown for schemas whose records the policy sends to dead letters
     * @return what was changed, in words
     */
    String settle(Need need, Function<Set<RowSchema>, RuntimeException> refusal) {
        TableId id = need.table();
        TableShape shape = known.get(id);
        if (shape != null && shape.settled(need.schemas())) {
            return "";
        }
        String words = "";
        for (int round = 0; round < SCHEMA_ROUNDS; round++) {
            Set<RowSchema> refused = Collections.newSetFromMap(new IdentityHashMap<>());
            @Nullable TableSchema existing =
                    find(id, need.nesting()).map(TableShape::table).orElse(null);
            SchemaDelta delta = schemas.delta(need, existing, refused);
            if (!refused.isEmpty()) {
                throw refusal.apply(refused);
            }
            if (delta.isEmpty()) {
                find(id, need.nesting()).orElseThrow().settle(need.schemas());
                return words;
            }
            destination.apply(delta);
            words = words.isEmpty() ? SchemaPlanner.describe(delta) : words + ", " + SchemaPlanner.describe(delta);
            LOG.info("Table {}: {}", id, SchemaPlanner.describe(delta));
            known.remove(id);
        }
        throw HeadraceException.config(
                "Table '" + id
                        + "' does not take the shape its records need; after " + words
                        + " something is still missing. Look at the table's column types: the target may store another type than asked for.");
    }
}
