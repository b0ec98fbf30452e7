package io.headrace.source.postgres.capture;

import io.debezium.bean.StandardBeanNames;
import io.debezium.bean.spi.BeanRegistry;
import io.debezium.bean.spi.BeanRegistryAware;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.snapshot.spi.SnapshotQuery;
import io.headrace.source.postgres.types.ColumnConverter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table for the snapshot with the columns that {@link ExactConverter} converts cast to text, so that a snapshot and the log say the same of the same
 * value; the JDBC driver's objects do not.
 */
public final class ExactSnapshotQuery implements SnapshotQuery, BeanRegistryAware {

    static final String NAME = "headrace";

    private @Nullable Columns columns;
    private @Nullable PostgresSchema schema;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        columns = Columns.of(configuration);
    }

    @Override
    public void injectBeanRegistry(BeanRegistry registry) {
        schema = registry.lookupByName(StandardBeanNames.DATABASE_SCHEMA, PostgresSchema.class);
    }

    @Override
    public Optional<String> snapshotQuery(String quotedTable, List<String> quotedColumns) {
        if (quotedColumns.isEmpty()) {
            return Optional.empty();
        }
        Set<String> asText = readAsText(quotedTable);
        return Optional.of(quotedColumns.stream()
                .map(column -> asText.contains(column) ? column + "::text AS " + column : column)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + quotedTable)));
    }

    private Set<String> readAsText(String quotedTable) {
        PostgresSchema tables = schema;
        Columns described = columns;
        if (tables == null || described == null) {
            throw new IllegalStateException("The snapshot query was not configured");
        }
        for (TableId id : tables.tableIds()) {
            if (id.toDoubleQuotedString().equals(quotedTable)) {
                return readAsText(tables.tableFor(id), described);
            }
        }
        throw new IllegalStateException("The snapshot asks for a table that was not read: " + quotedTable);
    }

    private static Set<String> readAsText(Table table, Columns described) {
        return table.columns().stream()
                .filter(column -> ColumnConverter.isOurs(described.describe(table.id(), column)))
                .map(column -> "\"" + column.name().replace("\"", "\"\"") + "\"")
                .collect(Collectors.toSet());
    }
}
