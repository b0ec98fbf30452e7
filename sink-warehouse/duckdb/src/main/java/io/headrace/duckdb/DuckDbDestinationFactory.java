package io.headrace.duckdb;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.sink.DestinationFactory;
import io.headrace.sink.options.SinkSettings;
import io.headrace.sink.spi.Destination;
import io.headrace.sql.Dialect;
import io.headrace.sql.SqlDestination;
import io.headrace.sql.SqlOptions;
import io.headrace.sql.SqlSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalInt;

/** Puts the DuckDB destination together. */
final class DuckDbDestinationFactory implements DestinationFactory {

    @Override
    public Settings settings() {
        return DuckDbSettings.ALL;
    }

    @Override
    public void validate(Values values, Problems problems) {
        try {
            Path file = DuckDbFile.of(values.get(DuckDbSettings.URL));
            if (values.get(SinkSettings.VALIDATE_CONNECT)) {
                check(DuckDbFile.canonical(file), options(values));
            }
        } catch (HeadraceException e) {
            // What passes by itself is no fault of the configuration: the file may be open in the very worker whose
            // task is to be changed.
            if (e.errorClass() != ErrorClass.TRANSIENT) {
                problems.add(DuckDbSettings.URL, String.valueOf(e.getMessage()));
            }
        }
    }

    /** Opens the file where there is one. Otherwise that it can be made is known from its directory; validation makes none. */
    private static void check(Path file, DuckDbOptions options) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            DuckDbInstance.acquire(file, options).release();
        } catch (SQLException e) {
            throw new HeadraceException(
                    DuckDbErrors.classify(e), "DuckDB could not open '" + file + "': " + e.getMessage(), e);
        }
    }

    @Override
    public Destination create(Values values, String connectorName, int taskId) {
        DuckDbConnections connections =
                new DuckDbConnections(DuckDbFile.of(values.get(DuckDbSettings.URL)), options(values));
        Dialect dialect = new DuckDbDialect(connections::catalog);
        return new SqlDestination(
                dialect,
                connections,
                new AppenderLoader(dialect, connections::catalog),
                new SqlOptions(values.get(DuckDbSettings.SCHEMA), values.get(SqlSettings.LOADS_RETENTION)));
    }

    private static DuckDbOptions options(Values values) {
        return new DuckDbOptions(
                values.get(DuckDbSettings.MEMORY),
                values.get(DuckDbSettings.CHECKPOINT),
                values.get(DuckDbSettings.THREADS).map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    @Override
    public boolean merges() {
        return true;
    }

    /** See {@link DuckDbDialect}: a second task would only wait for the first. */
    @Override
    public int maxTasks() {
        return 1;
    }
}
