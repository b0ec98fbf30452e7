package io.headrace.files.store;

import io.headrace.core.error.HeadraceException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Named bytes under one root. Keys are relative paths of ASCII segments joined by slashes; what users named goes through {@link ObjectNames} first.
 *
 * <p>Safe for threads, and against other processes on the same root. What a method made durable survives a crash of the machine once it has returned. After an
 * exception from a method that changes something, the outcome is unknown unless the method says otherwise.
 */
public interface ObjectStore extends Closeable {

    /** The object and its version, or empty when there is none. Never a torn one. */
    Optional<StoredObject> get(String key) throws IOException;

    /**
     * Creates an object.
     *
     * @return its version, or empty when the key is taken and nothing was changed
     */
    Optional<String> putIfAbsent(String key, byte[] content) throws IOException;

    /**
     * Replaces an object.
     *
     * @param version what {@link #get} or an earlier put returned
     * @return the new version, or empty when the object has another one or is gone and nothing was changed
     */
    Optional<String> putIfMatch(String key, byte[] content, String version) throws IOException;

    /** Removes an object that is not needed any more. Harmless when there is none. */
    void delete(String key) throws IOException;

    /**
     * Keys in the order of their bytes; staged uploads are not among them.
     *
     * @param prefix what keys must begin with
     * @param startAfter the last key of the page before, or the empty text
     * @param limit the most keys to return
     */
    List<String> list(String prefix, String startAfter, int limit) throws IOException;

    /**
     * Starts an upload that nobody sees before {@link #publish}.
     *
     * @param key its final key, which must be unique to this upload: publishing never guards against replacing another object
     */
    Upload stage(String key) throws IOException;

    /**
     * Makes a staged upload visible under its key. Repeatable, by any process.
     *
     * @return false when there is neither the upload nor an object under its key: it was aborted, or the object was removed since
     */
    boolean publish(StagedObject staged) throws IOException;

    /** Drops a staged upload that was not published. Harmless when there is none. */
    void abort(StagedObject staged) throws IOException;

    /** Uploads that were neither published nor aborted, also those that are still being written, whose key begins with {@code prefix}. */
    List<StagedObject> staged(String prefix) throws IOException;

    /** An error of this store with its class, its cause in words and the mend. */
    HeadraceException explain(IOException error);
}
