package io.headrace.core.schema;

import io.headrace.core.record.DataType;

/**
 * A column of a target table.
 *
 * @param name the name in the target
 * @param type what the target stores, as {@link DataType}
 * @param nullable whether the target takes nulls
 * @param source the source field that feeds it; equal to {@code name} unless the name had to be fitted. Destinations remember it, so that a field keeps its column for ever
 */
public record Column(String name, DataType type, boolean nullable, String source) {
    public Column(String name, DataType type, boolean nullable) {
        this(name, type, nullable, name);
    }

    public Column withType(DataType wider) {
        return new Column(name, wider, nullable, source);
    }

    public Column relaxed() {
        return new Column(name, type, true, source);
    }
}
