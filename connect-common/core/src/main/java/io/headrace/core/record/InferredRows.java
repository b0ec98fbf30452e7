package io.headrace.core.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of schemaless values. Fields come in the order of their names, because maps have none to keep; a null says only that its field is null ({@link DataType#NOTHING}).
 * Equal sets of fields share one {@link RowSchema}, so that flapping shapes do not multiply.
 */
final class InferredRows {

    private static final int LARGEST = 1024;

    private final Inference inference;
    private final UnavailableValue unavailable;
    private final Map<List<Field>, RowSchema> schemas = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Field>, RowSchema> eldest) {
            return size() > LARGEST;
        }
    };

    InferredRows(DecoderOptions options, UnavailableValue unavailable) {
        this.inference = new Inference(options);
        this.unavailable = unavailable;
    }

    Row read(Map<?, ?> map, Meter meter) {
        List<Map.Entry<String, @Nullable Object>> entries = new ArrayList<>(map.size());
        map.forEach((name, value) ->
                entries.add(new java.util.AbstractMap.SimpleImmutableEntry<>(String.valueOf(name), value)));
        entries.sort(Map.Entry.comparingByKey());
        List<Field> fields = new ArrayList<>(entries.size());
        @Nullable Object[] values = new Object[entries.size()];
        for (int i = 0; i < values.length; i++) {
            String name = entries.get(i).getKey();
            Object raw = entries.get(i).getValue();
            if (raw == null) {
                fields.add(Field.optional(name, DataType.NOTHING));
            } else if (unavailable.matches(raw)) {
                fields.add(Field.optional(name, DataType.NOTHING));
                values[i] = Row.UNAVAILABLE;
            } else {
                Inference.Typed typed = infer(name, raw);
                fields.add(Field.optional(name, typed.type()));
                values[i] = typed.value();
                meter.addOpen(typed.value());
            }
        }
        meter.addColumns(values.length);
        RowSchema schema = schemas.get(fields);
        if (schema == null) {
            schema = new RowSchema(fields);
            schemas.put(schema.fields(), schema);
        }
        return new Row(schema, values);
    }

    private Inference.Typed infer(String name, Object raw) {
        try {
            return inference.infer(raw);
        } catch (BadValueException e) {
            throw BadValueException.at(name, e);
        }
    }
}
