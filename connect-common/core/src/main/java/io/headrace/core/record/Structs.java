package io.headrace.core.record;

import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The two forms of a struct: Connect's own and {@link RawStruct}. */
final class Structs {

    private Structs() {}

    static boolean isStruct(@Nullable Object value) {
        return value instanceof Struct || value instanceof RawStruct;
    }

    static Schema schema(Object struct) {
        return struct instanceof RawStruct raw ? raw.schema() : ((Struct) struct).schema();
    }

    /** Of Connect's own, the field's default where it is null. */
    static @Nullable Object get(Object struct, Field field) {
        return struct instanceof RawStruct raw ? raw.values()[field.index()] : ((Struct) struct).get(field);
    }

    static @Nullable Object getWithoutDefault(Object struct, Field field) {
        return struct instanceof RawStruct raw
                ? raw.values()[field.index()]
                : ((Struct) struct).getWithoutDefault(field.name());
    }

    static @Nullable Object get(Object struct, String field) {
        return get(struct, schema(struct).field(field));
    }

    /** Of a field that is never null. */
    static Object require(Object struct, String field) {
        return Objects.requireNonNull(get(struct, field), field);
    }
}
