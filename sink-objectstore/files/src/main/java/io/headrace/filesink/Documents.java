package io.headrace.filesink;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StoredObject;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** JSON objects in the store that are only ever swapped, with a format version that newer readers raise and older ones refuse. */
final class Documents {

    private final ObjectStore store;

    Documents(ObjectStore store) {
        this.store = store;
    }

    /**
     * A document as it was read.
     *
     * @param version the store's version of it, or empty when there is none yet
     */
    record Versioned<T>(T value, Optional<String> version) {}

    /**
     * Reads a document.
     *
     * @param newest the newest format that {@code decode} knows
     */
    <T> Optional<Versioned<T>> read(String key, int newest, Function<Json, T> decode) throws IOException {
        Optional<StoredObject> found = store.get(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Versioned<>(
                decoded(key, found.get().content(), newest, decode),
                Optional.of(found.get().version())));
    }

    /** @return the new version, or empty when somebody else was faster and nothing was changed */
    Optional<String> swap(String key, Json content, Optional<String> expected) throws IOException {
        return expected.isPresent()
                ? store.putIfMatch(key, content.bytes(), expected.get())
                : store.putIfAbsent(key, content.bytes());
    }

    private static <T> T decoded(String key, byte[] content, int newest, Function<Json, T> decode) {
        try {
            Json json = Json.of(content);
            if (json.number("format") > newest) {
                throw HeadraceException.config("'" + key + "' has format version " + json.number("format")
                        + ", this release reads up to " + newest + ". Run the release that wrote it, or a later one.");
            }
            return decode.apply(json);
        } catch (IllegalArgumentException e) {
            throw new HeadraceException(
                    ErrorClass.CONFIG,
                    "'" + key + "' is damaged: " + e.getMessage()
                            + ". Restore it from a backup, or remove it and reset the connector's offsets.",
                    e);
        }
    }
}
