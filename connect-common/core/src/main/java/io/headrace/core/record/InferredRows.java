package io.headrace.core.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of schemaless values. Fields come in the order of their names, because maps have none to keep. A null has the type that its field last had in the topic, or
 * {@link DataType#NOTHING}; and equal sets of fields share one {@link RowSchema}, so that neither nulls nor flapping shapes multiply schemas.
 */
final class InferredRows {

    private final Inference inference;
    private final UnavailableValue unavailable;
    private final Map<String, Topic> topics = new HashMap<>();

    InferredRows(DecoderOptions options, UnavailableValue unavailable) {
        this.inference = new Inference(options);
        this.unavailable = unavailable;
    }

    Row read(Map<?, ?> map, Reading reading) {
        Topic topic = topics.computeIfAbsent(reading.topic(), name -> new Topic());
        reading.addColumns(map.size());
        Row row = topic.last.read(map, this, reading);
        if (row == null) {
            topic.last = topic.plan(map, this);
            row = topic.last.read(map, this, reading);
        }
        if (row == null) {
            throw new BadValueException("changed while it was read");
        }
        return row;
    }

    private Inference.Typed infer(Object name, Object raw) {
        try {
            return inference.infer(raw);
        } catch (BadValueException e) {
            throw BadValueException.at(String.valueOf(name), e);
        }
    }

    /** How maps with these names in this order become rows: the last map's plan mostly fits the next one. */
    private record Plan(Object[] names, DataType[] types, int[] positions, RowSchema schema) {

        /** @return null when the map is not of this plan */
        @Nullable Row read(Map<?, ?> map, InferredRows rows, Reading reading) {
            if (map.size() != names.length) {
                return null;
            }
            @Nullable Object[] values = new Object[names.length];
            int i = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!names[i].equals(entry.getKey())) {
                    return null;
                }
                Object raw = entry.getValue();
                if (raw != null) {
                    Object value = Row.UNAVAILABLE;
                    if (!rows.unavailable.matches(raw)) {
                        Inference.Typed typed = rows.infer(names[i], raw);
                        if (!typed.type().equals(types[i])) {
                            return null;
                        }
                        value = typed.value();
                        reading.addOpen(value);
                    }
                    values[positions[i]] = value;
                }
                i++;
            }
            return Row.of(schema, values);
        }
    }

    /** What is remembered of one topic, bounded in every direction. */
    private static final class Topic {
        private static final int LARGEST = 1024;

        private final Map<String, DataType> types = bounded();
        private final Map<List<Field>, RowSchema> schemas = bounded();
        private Plan last = new Plan(new Object[0], new DataType[0], new int[0], new RowSchema(List.of()));

        private static <K, V> Map<K, V> bounded() {
            return new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                    return size() > LARGEST;
                }
            };
        }

        Plan plan(Map<?, ?> map, InferredRows rows) {
            TreeMap<String, DataType> sorted = new TreeMap<>();
            map.forEach((name, raw) -> sorted.put(String.valueOf(name), typeOf(name, raw, rows)));
            if (sorted.size() < map.size()) {
                throw new BadValueException(
                        "has two keys that are the same as text; use a converter that gives text keys");
            }
            List<Field> fields = new ArrayList<>(sorted.size());
            sorted.forEach((name, type) -> fields.add(Field.optional(name, type)));
            RowSchema schema = schemas.computeIfAbsent(fields, RowSchema::new);
            Object[] names = map.keySet().stream()
                    .map(name -> name == null ? "null" : name)
                    .toArray();
            int[] positions = Arrays.stream(names)
                    .mapToInt(name -> schema.indexOf(name.toString()))
                    .toArray();
            DataType[] types = Arrays.stream(positions)
                    .mapToObj(i -> schema.fields().get(i).type())
                    .toArray(DataType[]::new);
            return new Plan(names, types, positions, schema);
        }

        private DataType typeOf(@Nullable Object name, @Nullable Object raw, InferredRows rows) {
            String text = String.valueOf(name);
            if (raw == null || rows.unavailable.matches(raw)) {
                return types.getOrDefault(text, DataType.NOTHING);
            }
            DataType type = rows.infer(text, raw).type();
            types.put(text, type);
            return type;
        }
    }
}
