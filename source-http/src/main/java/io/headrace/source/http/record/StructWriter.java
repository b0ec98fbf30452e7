package io.headrace.source.http.record;

import io.headrace.http.wire.JsonObject;
import io.headrace.http.wire.Names;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects as structures in one pass. Objects that share their names take the same way: where their values go is looked up for the first of them only. Used by one thread.
 *
 * <p>Connect checks each value that is put into a structure, and all that is in it. So structures are put in empty and filled afterwards, and fields have no names, which would become a part of
 * a message for each value, whether it is at fault or not.
 */
final class StructWriter implements Function<Object, Object> {

    private static final int MOST_PLANS = 256;

    private final Schema schema;
    private final Field[] fields;
    private final Encoder[] parts;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Shape> silent;
    private final Map<Names, Plan> plans = new IdentityHashMap<>();
    private @Nullable Plan lately;

    /**
     * Where the values of objects go.
     *
     * @param places of the schema's fields; -1 for fields that the schema leaves out
     * @param silent the shapes of those
     * @param complete whether every name is known
     */
    private record Plan(Names names, int[] places, @Nullable Shape[] silent, boolean complete) {}

    /**
     * @param parts of the schema's fields, in their order
     * @param silent fields that the schema leaves out, because nothing is known of their values
     */
    StructWriter(Schema schema, Encoder[] parts, Map<String, Shape> silent) {
        this.schema = schema;
        this.fields = schema.fields().stream()
                .map(field -> new Field(null, field.index(), field.schema()))
                .toArray(Field[]::new);
        this.parts = parts.clone();
        this.silent = Map.copyOf(silent);
        schema.fields().forEach(field -> places.put(field.name(), field.index()));
    }

    /** The structure; {@link Encoder#MISFIT} when the object has more than the schema. */
    @Override
    public Object apply(Object value) {
        Struct struct = new Struct(schema);
        return fill(struct, value) ? struct : Encoder.MISFIT;
    }

    private boolean fill(Struct struct, Object value) {
        if (value instanceof JsonObject object) {
            return fill(struct, object, plan(object.names()));
        }
        return value instanceof Map<?, ?> map && fill(struct, map);
    }

    private boolean fill(Struct struct, JsonObject object, Plan plan) {
        int[] to = plan.places;
        for (int i = 0; i < to.length; i++) {
            @Nullable Object value = object.value(i);
            if (value == null) {
                continue;
            }
            if (to[i] >= 0 ? !put(struct, to[i], value) : !Shapes.holds(silent(plan, i), value)) {
                return false;
            }
        }
        return plan.complete;
    }

    private static Shape silent(Plan plan, int i) {
        @Nullable Shape shape = plan.silent[i];
        return shape == null ? Shape.Scalar.UNKNOWN : shape;
    }

    private boolean fill(Struct struct, Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            @Nullable Object value = entry.getValue();
            Integer place = places.get(name);
            Shape shape = place == null ? silent.get(name) : Shape.Scalar.TEXT;
            boolean fits = shape != null
                    && (value == null || (place == null ? Shapes.holds(shape, value) : put(struct, place, value)));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private boolean put(Struct struct, int place, Object value) {
        if (parts[place].write() instanceof StructWriter writer) {
            Struct part = new Struct(writer.schema);
            struct.put(fields[place], part);
            return writer.fill(part, value);
        }
        Object written = parts[place].write().apply(value);
        if (written == Encoder.MISFIT) {
            return false;
        }
        struct.put(fields[place], written);
        return true;
    }

    private Plan plan(Names names) {
        Plan recent = lately;
        if (recent == null || recent.names != names) {
            if (plans.size() >= MOST_PLANS) {
                plans.clear();
            }
            recent = plans.computeIfAbsent(names, this::made);
            lately = recent;
        }
        return recent;
    }

    private Plan made(Names names) {
        int[] to = new int[names.size()];
        @Nullable Shape[] left = new @Nullable Shape[names.size()];
        boolean complete = true;
        for (int i = 0; i < to.length; i++) {
            to[i] = places.getOrDefault(names.get(i), -1);
            left[i] = silent.get(names.get(i));
            complete &= to[i] >= 0 || left[i] != null;
        }
        return new Plan(names, to, left, complete);
    }
}
