package io.headrace.core.record;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Reads rows of whatever shape comes: structs by their compiled schema, maps by inference, anything else as one column. */
final class RowReaders {

    private final SchemaCache<RowReader> structs;
    private final InferredRows maps;
    private final SchemaCache<RowReader> scalars;
    private final String column;

    RowReaders(DecoderOptions options, UnavailableValue unavailable, String column) {
        this.structs = new SchemaCache<>(schema -> RowReader.ofStruct(schema, schema.fields(), unavailable));
        this.maps = new InferredRows(options, unavailable);
        this.scalars = new SchemaCache<>(schema -> RowReader.ofScalar(column, schema, unavailable));
        this.column = column;
    }

    Row read(Object value, Reading reading) {
        return read(value, null, reading);
    }

    /** @param schema the value's schema where the value does not carry its own */
    Row read(Object value, @Nullable Schema schema, Reading reading) {
        if (Structs.isStruct(value)) {
            return structs.get(Structs.schema(value)).read(value, reading);
        }
        if (value instanceof Map<?, ?> map) {
            return maps.read(map, reading);
        }
        return schema == null
                ? maps.read(Map.of(column, value), reading)
                : scalars.get(schema).read(value, reading);
    }
}
