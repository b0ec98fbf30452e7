package io.headrace.core.record;

import java.util.Objects;

/**
 * A named, typed place in a row or struct.
 *
 * @param name the name as the source gave it, never fitted to any target
 * @param nullable whether the source says that the value may be null
 */
public record Field(String name, DataType type, boolean nullable) {
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    public static Field required(String name, DataType type) {
        return new Field(name, type, false);
    }

    public static Field optional(String name, DataType type) {
        return new Field(name, type, true);
    }
}
