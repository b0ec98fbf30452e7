package io.headrace.files.store.local;

import io.headrace.files.store.ObjectNames;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One of a fixed set of lock files, held. The operating system lets a lock go when its process ends, however it ends, so there are no stale owners; a process that is
 * stopped but alive keeps it, and the others wait and then fail with a passing error.
 */
final class LockFile implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 5;

    /** Hexadecimal digits of the key's hash that pick the file: two make 256 files at most. */
    private static final int STRIPE_DIGITS = 2;

    private final Path scratch;
    private final ReentrantLock inThisJvm;
    private final FileChannel channel;

    private LockFile(Path scratch, ReentrantLock inThisJvm, FileChannel channel) {
        this.scratch = scratch;
        this.inThisJvm = inThisJvm;
        this.channel = channel;
    }

    /** Waits for the lock that guards a key. One thread holds one at a time. */
    static LockFile acquire(Path directory, String key) throws IOException {
        String stripe = ObjectNames.hash(key, STRIPE_DIGITS);
        Path file = directory.resolve(stripe + ".lock");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ReentrantLock inThisJvm = JvmLocks.of(directory.toRealPath().resolve(stripe));
        if (!awaitInThisJvm(inThisJvm)) {
            throw timeout(file);
        }
        try {
            return new LockFile(directory.resolve(stripe + ".scratch"), inThisJvm, awaitFile(file, deadline));
        } catch (IOException | RuntimeException e) {
            inThisJvm.unlock();
            throw e;
        }
    }

    /** A file only the holder touches, on the same file system as the objects. */
    Path scratch() {
        return scratch;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            inThisJvm.unlock();
        }
    }

    private static boolean awaitInThisJvm(ReentrantLock lock) throws IOException {
        try {
            return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static FileChannel awaitFile(Path file, long deadline) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            while (lock == null) {
                if (System.nanoTime() > deadline) {
                    throw timeout(file);
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                lock = channel.tryLock();
            }
            return channel;
        } catch (InterruptedException e) {
            channel.close();
            throw interrupted(e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static IOException timeout(Path file) {
        return new IOException("The lock " + file + " was not free within " + PATIENCE.toSeconds()
                + " s: a process that holds it is stopped or its disk hangs");
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("Interrupted while waiting for a lock");
        interrupted.initCause(cause);
        return interrupted;
    }
}
