package io.headrace.duckdb;

import io.headrace.sql.BulkLoader;
import java.util.function.Supplier;

/** Makes the loader that the sink uses. */
public final class AppenderDoor {
    private AppenderDoor() {}

    /** @param catalog the name under which the database is attached */
    public static BulkLoader loader(Supplier<String> catalog) {
        return new AppenderLoader(new DuckDbDialect(catalog), catalog);
    }
}
