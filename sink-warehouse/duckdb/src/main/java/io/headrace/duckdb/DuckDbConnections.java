package io.headrace.duckdb;

import io.headrace.sql.ConnectionSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The sessions of one destination, at most one at a time; it holds the file's instance as long as there is one. Used by one thread. */
final class DuckDbConnections implements ConnectionSource {

    private final Path file;
    private final DuckDbOptions options;
    private @Nullable DuckDbInstance instance;

    DuckDbConnections(Path file, DuckDbOptions options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public Connection open() throws SQLException {
        if (instance != null) {
            throw new IllegalStateException("DuckDB file '" + file + "' has a session already");
        }
        DuckDbInstance acquired = DuckDbInstance.acquire(file, options);
        try {
            Connection session = acquired.session();
            try (Statement statement = session.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
            instance = acquired;
            return session;
        } catch (SQLException e) {
            acquired.release();
            throw e;
        }
    }

    @Override
    public void release(Connection session) throws SQLException {
        try {
            session.close();
        } finally {
            if (instance != null) {
                instance.release();
                instance = null;
            }
        }
    }

    /** The name under which the file is attached. */
    String catalog() {
        if (instance == null) {
            throw new IllegalStateException("DuckDB file '" + file + "' is not open");
        }
        return instance.catalog();
    }
}
