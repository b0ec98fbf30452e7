package io.headrace.source.http.record;

import io.headrace.http.wire.JsonObject;
import io.headrace.http.wire.Names;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects as structures in one pass. Objects that share their names take the same way: where their values go is looked up for the first of them only. Used by one thread.
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
        this.fields = schema.fields().toArray(new Field[0]);
        this.parts = parts.clone();
        this.silent = Map.copyOf(silent);
        for (Field field : fields) {
            places.put(field.name(), field.index());
        }
    }

    /** The structure; {@link Encoder#MISFIT} when the object has more than the schema. */
    @Override
    public Object apply(Object value) {
        if (value instanceof JsonObject object) {
            return write(object, plan(object.names()));
        }
        return value instanceof Map<?, ?> map ? write(map) : Encoder.MISFIT;
    }

    private Object write(JsonObject object, Plan plan) {
        if (!plan.complete) {
            return Encoder.MISFIT;
        }
        Struct struct = new Struct(schema);
        int[] to = plan.places;
        for (int i = 0; i < to.length; i++) {
            @Nullable Object value = object.value(i);
            if (value == null) {
                continue;
            }
            boolean fits = to[i] >= 0 ? put(struct, to[i], value) : Shapes.holds(silent(plan, i), value);
            if (!fits) {
                return Encoder.MISFIT;
            }
        }
        return struct;
    }

    private static Shape silent(Plan plan, int i) {
        return Objects.requireNonNull(plan.silent[i]);
    }

    private Object write(Map<?, ?> map) {
        Struct struct = new Struct(schema);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            @Nullable Object value = entry.getValue();
            Integer place = places.get(name);
            Shape shape = place == null ? silent.get(name) : Shape.Scalar.TEXT;
            boolean fits = shape != null
                    && (value == null || (place == null ? Shapes.holds(shape, value) : put(struct, place, value)));
            if (!fits) {
                return Encoder.MISFIT;
            }
        }
        return struct;
    }

    private boolean put(Struct struct, int place, Object value) {
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
