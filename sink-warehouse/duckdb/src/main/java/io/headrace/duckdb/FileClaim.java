package io.headrace.duckdb;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right of one class loader of one process to open a database file. DuckDB's own lock belongs to the process, so it does not keep apart two plugins that each have a
 * copy of the native library: they would overwrite each other's pages. A system property does that, and a lock file beside the database keeps out other processes even where
 * somebody's read of the database file has dropped DuckDB's lock.
 */
final class FileClaim implements AutoCloseable {

    private static final String PROPERTY = "io.headrace.duckdb.open:";

    private final String property;
    private final String owner;
    private final FileChannel channel;
    private final FileLock lock;

    private FileClaim(String property, String owner, FileChannel channel, FileLock lock) {
        this.property = property;
        this.owner = owner;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * @param file canonical
     * @throws HeadraceException of class CONFIG when another class loader of this JVM has the file, TRANSIENT when another process has
     */
    static FileClaim take(Path file) {
        ClassLoader loader = FileClaim.class.getClassLoader();
        String owner = loader + "#" + System.identityHashCode(loader);
        String property = PROPERTY + file;
        // Before the lock file is touched: closing a second descriptor of it would drop the first one's lock.
        Object other = System.getProperties().putIfAbsent(property, owner);
        if (other != null) {
            throw HeadraceException.config(
                    "DuckDB file '" + file + "' is open in this worker through another copy of the plugin (" + other
                            + "). Two copies would destroy each other's data: install the plugin once on the plugin path.");
        }
        try {
            return lock(file, property, owner);
        } catch (IOException | RuntimeException e) {
            System.getProperties().remove(property, owner);
            throw e instanceof HeadraceException known
                    ? known
                    : new HeadraceException(
                            ErrorClass.TRANSIENT,
                            "The lock file of DuckDB file '" + file + "' cannot be used: " + e.getMessage(),
                            e);
        }
    }

    private static FileClaim lock(Path file, String property, String owner) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new HeadraceException(
                        ErrorClass.TRANSIENT,
                        "DuckDB file '" + file + "' is open in another process (" + holder(lockFile)
                                + "); DuckDB takes one process at a time. Stop it; the task goes on by itself.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new FileClaim(property, owner, channel, lock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(Path lockFile) throws IOException {
        String text = Files.readString(lockFile);
        return text.isEmpty() ? "unknown" : text;
    }

    /** The lock file stays: removing it would let two processes lock two files of one name. */
    @Override
    public void close() throws IOException {
        try {
            lock.release();
            channel.close();
        } finally {
            System.getProperties().remove(property, owner);
        }
    }
}
