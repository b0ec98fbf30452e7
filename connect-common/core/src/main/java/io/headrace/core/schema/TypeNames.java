package io.headrace.core.schema;

import io.headrace.core.record.DataType;
import java.util.Locale;
import java.util.stream.Collectors;

/** Types as people read them in errors, logs and reports. */
public final class TypeNames {

    private TypeNames() {}

    /** {@code int64}, {@code decimal(10,2)}, {@code timestamp with zone}, {@code list of text}, {@code struct{a int64, b text}} … */
    public static String of(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return decimal(decimal);
        }
        if (type instanceof DataType.Timestamp timestamp) {
            return timestamp.zoned() ? "timestamp with zone" : "timestamp without zone";
        }
        if (type instanceof DataType.ListOf list) {
            return "list of " + of(list.element());
        }
        if (type instanceof DataType.MapOf map) {
            return "map of " + of(map.key()) + " to " + of(map.value());
        }
        if (type instanceof DataType.StructOf struct) {
            return struct.fields().stream()
                    .map(field -> field.name() + " " + of(field.type()))
                    .collect(Collectors.joining(", ", "struct{", "}"));
        }
        return type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String decimal(DataType.Decimal decimal) {
        if (decimal.bounded()) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        boolean scaled = decimal.scale() != DataType.Decimal.UNBOUNDED;
        return scaled ? "decimal with scale " + decimal.scale() : "decimal of any size";
    }
}
