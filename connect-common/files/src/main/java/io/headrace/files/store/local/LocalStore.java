package io.headrace.files.store.local;

import io.headrace.core.error.HeadraceException;
import io.headrace.files.store.ObjectNames;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StagedObject;
import io.headrace.files.store.StoredObject;
import io.headrace.files.store.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A directory as an object store, for one machine or several that mount it with working file locks (NFS 4, SMB).
 *
 * <p>Besides the objects it keeps {@code _headrace/staging}, where uploads wait as {@code KEY.staged}, and {@code _headrace/locks}. Nothing below the root is ever
 * made a second time by one instance: a root that vanishes is an unmounted disk, and writing on into the empty mount point would lose the ledger.
 */
public final class LocalStore implements ObjectStore {

    private static final String INTERNAL = "_headrace";
    private static final String SUFFIX = ".staged";

    private final Path root;
    private final KeyTree objects;
    private final KeyTree uploads;
    private final Path locks;
    private volatile boolean ready;

    /** @param root an absolute path; created on first use, with its parents, where it does not exist */
    public LocalStore(Path root) {
        if (!root.isAbsolute()) {
            throw new IllegalArgumentException("The root of a local store must be an absolute path, not " + root);
        }
        this.root = root.normalize();
        Path staging = this.root.resolve(INTERNAL).resolve("staging");
        this.locks = this.root.resolve(INTERNAL).resolve("locks");
        this.objects = new KeyTree(this.root, "", List.of(staging, locks));
        this.uploads = new KeyTree(staging, SUFFIX, List.of());
    }

    @Override
    public Optional<StoredObject> get(String key) throws IOException {
        prepare();
        try {
            byte[] content = Files.readAllBytes(objects.path(key));
            return Optional.of(new StoredObject(content, ObjectNames.hash(content)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> putIfAbsent(String key, byte[] content) throws IOException {
        return put(key, content, Optional.empty());
    }

    @Override
    public Optional<String> putIfMatch(String key, byte[] content, String version) throws IOException {
        return put(key, content, Optional.of(version));
    }

    private Optional<String> put(String key, byte[] content, Optional<String> expected) throws IOException {
        prepare();
        Path target = objects.path(key);
        try (LockFile lock = LockFile.acquire(locks, key)) {
            if (!get(key).map(StoredObject::version).equals(expected)) {
                return Optional.empty();
            }
            Disk.write(lock.scratch(), content);
            Disk.createParents(target, root);
            Files.move(lock.scratch(), target, StandardCopyOption.ATOMIC_MOVE);
            Disk.syncName(target);
            return Optional.of(ObjectNames.hash(content));
        }
    }

    @Override
    public void delete(String key) throws IOException {
        prepare();
        Path file = objects.path(key);
        if (Files.deleteIfExists(file)) {
            Disk.syncName(file);
        }
    }

    @Override
    public List<String> list(String prefix, String startAfter, int limit) throws IOException {
        prepare();
        return objects.keys(prefix).stream()
                .filter(key -> key.compareTo(startAfter) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public Upload stage(String key) throws IOException {
        prepare();
        objects.path(key);
        Path file = uploads.path(key);
        Disk.createParents(file, root);
        return new LocalUpload(file, new StagedObject(key, ""));
    }

    @Override
    public boolean publish(StagedObject staged) throws IOException {
        prepare();
        Path from = uploads.path(staged.key());
        Path to = objects.path(staged.key());
        Disk.createParents(to, root);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (Files.exists(from)) {
                throw e;
            }
            if (!Files.exists(to)) {
                return false;
            }
        }
        Disk.syncName(to);
        return true;
    }

    @Override
    public void abort(StagedObject staged) throws IOException {
        prepare();
        Files.deleteIfExists(uploads.path(staged.key()));
    }

    @Override
    public List<StagedObject> staged(String prefix) throws IOException {
        prepare();
        return uploads.keys(prefix).stream()
                .map(key -> new StagedObject(key, ""))
                .toList();
    }

    @Override
    public HeadraceException explain(IOException error) {
        return LocalErrors.explain(root, error);
    }

    @Override
    public void close() {
        // Nothing stays open between calls.
    }

    /** Makes the directories once; afterwards they must stay. */
    private void prepare() throws IOException {
        if (!ready) {
            Disk.createDirectories(uploads.root(), root.getRoot());
            Disk.createDirectories(locks, root.getRoot());
            ready = true;
        } else if (!Files.isDirectory(locks)) {
            throw new NoSuchFileException(locks.toString(), null, "it was there before: is the disk unmounted?");
        }
    }
}
