package io.headrace.benchmarks.chaos;

import io.headrace.core.concurrent.ShutdownHook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A directory that can be a file system of its own, which is full when told so: a {@code tmpfs} that is shrunk to what is in it. Only root may mount one; elsewhere it is
 * a plain directory that cannot be filled.
 */
final class Disk implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;
    private static final long SLACK_BYTES = 16 * 1024;
    private static final int ATTEMPTS = 20;
    private static final String WHOLE = "size=4g";

    private final Path root;
    private final boolean mounted;
    private boolean kept;

    private Disk(Path root, boolean mounted) {
        this.root = root;
        this.mounted = mounted;
    }

    static Disk at(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + root, e);
        }
        Disk disk = new Disk(root, run("mount", "-t", "tmpfs", "-o", WHOLE, "tmpfs", root.toString()));
        ShutdownHook.add(disk::close);
        return disk;
    }

    Path root() {
        return root;
    }

    /** {@return whether {@link #fill} is possible here} */
    boolean canBeFull() {
        return mounted;
    }

    /** {@return whether no further page fits from now on} */
    boolean fill() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // What is written meanwhile may make the new size too small; then it is refused.
            if (run("mount", "-o", "remount,size=" + (used() + SLACK_BYTES), root.toString())) {
                return true;
            }
        }
        return false;
    }

    /** Gives the space back; does nothing when the disk is not full. */
    void free() {
        if (mounted && !run("mount", "-o", "remount," + WHOLE, root.toString())) {
            throw new IllegalStateException("Cannot enlarge the file system at " + root);
        }
    }

    /** Does not go with {@link #close}. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (mounted && !kept) {
            run("umount", "-l", root.toString());
        }
    }

    private long used() {
        try {
            FileStore store = Files.getFileStore(root);
            return store.getTotalSpace() - store.getUnallocatedSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot ask for the space in " + root, e);
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
