package io.headrace.sink.plan;

import io.headrace.core.record.DataType;
import java.util.Locale;

/** Short names of types, for the names of variant columns and for messages. */
final class TypeNames {

    private TypeNames() {}

    static String shortName(DataType type) {
        if (type instanceof DataType.Timestamp timestamp) {
            return timestamp.zoned() ? "timestamptz" : "timestamp";
        }
        if (type instanceof DataType.ListOf) {
            return "list";
        }
        if (type instanceof DataType.MapOf) {
            return "map";
        }
        if (type instanceof DataType.StructOf) {
            return "struct";
        }
        return type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
