package io.headrace.core.schema;

import org.jspecify.annotations.Nullable;

/**
 * A table (or, in a file store, a dataset) of the target, by the name the target knows it by.
 *
 * @param namespace schema, dataset or folder; null is the target's default
 */
public record TableId(@Nullable String namespace, String name) {
    public static TableId of(String name) {
        return new TableId(null, name);
    }

    @Override
    public String toString() {
        return namespace == null ? name : namespace + "." + name;
    }
}
