package io.headrace.core.record;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A struct as it was read from bytes: what a converter would have put into a {@link org.apache.kafka.connect.data.Struct}, by position and without its checks. Decoders take it
 * wherever they take a struct.
 *
 * @param values as Connect holds them, in the order of the schema's fields; the array is owned by the struct. A null that was sent is null, whatever default its field has
 */
public record RawStruct(Schema schema, @Nullable Object[] values) {

    /** Names of the fields only: structs hold users' data, which must not reach logs. */
    @Override
    public String toString() {
        return "RawStruct" + schema.fields().stream().map(Field::name).toList();
    }
}
