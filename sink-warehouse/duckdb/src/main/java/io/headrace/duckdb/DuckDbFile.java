package io.headrace.duckdb;

import io.headrace.core.error.HeadraceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The database file that a {@code duckdb:///path} URL names. Nothing here or elsewhere may read the file's bytes: closing any descriptor of it drops the lock that DuckDB
 * holds on it for the whole process (POSIX), and two writers lose data.
 */
final class DuckDbFile {

    private DuckDbFile() {}

    /** @throws HeadraceException of class CONFIG when the URL names no file that DuckDB could open or make */
    static Path of(URI url) {
        String path = url.getPath();
        if (url.getAuthority() != null || path == null || path.isEmpty() || path.endsWith("/")) {
            throw HeadraceException.config(
                    "The URL '" + url
                            + "' names no file; it must have three slashes and an absolute path, as in duckdb:///data/warehouse.duckdb. Write the path in full.");
        }
        if (path.indexOf(';') >= 0 || url.getQuery() != null || url.getFragment() != null) {
            throw HeadraceException.config(
                    "The URL '" + url
                            + "' has a ';', '?' or '#', which DuckDB's driver would read as options. Give the file another name; options have settings of their own.");
        }
        return Path.of(path);
    }

    /**
     * The one name under which the file is known in this JVM, whatever links lead to it.
     *
     * @throws HeadraceException of class CONFIG when its directory is missing or cannot be written
     */
    static Path canonical(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw HeadraceException.config("The directory of DuckDB file '" + file
                    + "' does not exist on this worker. Create it, or point 'url' to one that exists.");
        }
        if (Files.isDirectory(file)) {
            throw HeadraceException.config(
                    "'" + file + "' is a directory, not a DuckDB file. Add a file name to 'url'.");
        }
        if (!Files.isWritable(parent) || Files.exists(file) && !Files.isWritable(file)) {
            throw HeadraceException.config(
                    "The worker's user may not write DuckDB file '" + file
                            + "' or its directory (DuckDB keeps its write-ahead log beside the file). Grant it, or choose another path.");
        }
        try {
            return Files.exists(file)
                    ? file.toRealPath()
                    : parent.toRealPath().resolve(String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw HeadraceException.transientFailure(
                    "DuckDB file '" + file + "' cannot be resolved: " + e.getMessage(), e);
        }
    }
}
