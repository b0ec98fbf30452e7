package io.headrace.duckdb;

import io.headrace.core.error.HeadraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one open instance of a database file, shared by all sessions of this class loader and closed with the last of them: only then may another process read the file.
 * Closing writes the log into the file (a checkpoint).
 */
final class DuckDbInstance {

    private static final Logger LOG = LoggerFactory.getLogger(DuckDbInstance.class);

    /** One per class loader, as is the native library; the claim keeps other class loaders out. Guarded by itself. */
    private static final Map<Path, DuckDbInstance> OPEN = new HashMap<>();

    private final Path file;
    private final FileClaim claim;
    private final DuckDBConnection root;
    private final String catalog;
    private int sessions;

    private DuckDbInstance(Path file, FileClaim claim, DuckDBConnection root, String catalog) {
        this.file = file;
        this.claim = claim;
        this.root = root;
        this.catalog = catalog;
    }

    /** Opens the file, or joins those who have it open. Each call is paid back with {@link #release}. */
    static DuckDbInstance acquire(Path path, DuckDbOptions options) throws SQLException {
        Path file = DuckDbFile.canonical(path);
        synchronized (OPEN) {
            DuckDbInstance instance = OPEN.get(file);
            if (instance == null) {
                instance = open(file);
                OPEN.put(file, instance);
            }
            instance.sessions++;
            try {
                configure(instance.root, options);
            } catch (SQLException e) {
                instance.release();
                throw e;
            }
            return instance;
        }
    }

    /** The name under which the file is attached. */
    String catalog() {
        return catalog;
    }

    Connection session() throws SQLException {
        return root.duplicate();
    }

    void release() {
        synchronized (OPEN) {
            sessions--;
            if (sessions == 0) {
                OPEN.remove(file);
                close(file, root, claim);
            }
        }
    }

    private static DuckDbInstance open(Path file) throws SQLException {
        FileClaim claim = FileClaim.take(file);
        DuckDBConnection root = connect(file, claim);
        try {
            return new DuckDbInstance(file, claim, root, catalogOf(root));
        } catch (SQLException e) {
            close(file, root, claim);
            throw e;
        }
    }

    private static DuckDBConnection connect(Path file, FileClaim claim) throws SQLException {
        try {
            // No properties: a reader in this class loader that opens the same path then gets the same instance.
            return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + file, new Properties());
        } catch (SQLException e) {
            close(file, claim);
            throw explained(file, e);
        }
    }

    private static SQLException explained(Path file, SQLException error) {
        if (DuckDbErrors.isLocked(error)) {
            throw HeadraceException.transientFailure(
                    "DuckDB file '" + file
                            + "' is open in another process; DuckDB takes one process at a time. Close it there; the task goes on by itself. DuckDB says: "
                            + error.getMessage(),
                    error);
        }
        if (DuckDbErrors.isNoDatabase(error)) {
            throw HeadraceException.config("'" + file
                    + "' is there but is not a DuckDB database. Point 'url' to another file, or remove this one.");
        }
        return error;
    }

    private static String catalogOf(DuckDBConnection root) throws SQLException {
        try (Statement statement = root.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_database()")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Extensions that are not in the library would come from the network: never unasked. */
    private static void configure(DuckDBConnection root, DuckDbOptions options) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute("SET GLOBAL autoinstall_known_extensions = false");
            statement.execute("SET GLOBAL autoload_known_extensions = false");
            statement.execute("SET GLOBAL memory_limit = '" + options.memoryBytes() + "B'");
            statement.execute("SET GLOBAL checkpoint_threshold = '" + options.checkpointBytes() + "B'");
            if (options.threads().isPresent()) {
                statement.execute("SET GLOBAL threads = " + options.threads().getAsInt());
            }
        }
    }

    private static void close(Path file, DuckDBConnection root, FileClaim claim) {
        try {
            root.close();
        } catch (SQLException e) {
            LOG.warn("DuckDB file {} did not close cleanly; what was committed is in its log", file, e);
        }
        close(file, claim);
    }

    private static void close(Path file, FileClaim claim) {
        try {
            claim.close();
        } catch (IOException e) {
            LOG.warn("The lock file of DuckDB file {} did not close", file, e);
        }
    }
}
