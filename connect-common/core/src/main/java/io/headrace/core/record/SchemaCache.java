package io.headrace.core.record;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** What was compiled for a schema: found by identity on the hot path, by equality where a converter or transform makes a new schema per record. Bounded in both. */
final class SchemaCache<T> {

    private static final int LARGEST = 4096;

    private final Function<Schema, T> compile;
    private final IdentityHashMap<Schema, T> byIdentity = new IdentityHashMap<>();
    private final Map<Schema, T> byEquality = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Schema, T> eldest) {
            return size() > LARGEST;
        }
    };
    private @Nullable Schema last;
    private @Nullable T lastCompiled;

    SchemaCache(Function<Schema, T> compile) {
        this.compile = compile;
    }

    T get(Schema schema) {
        T hit = lastCompiled;
        if (schema == last && hit != null) {
            return hit;
        }
        T found = byIdentity.get(schema);
        if (found == null) {
            found = byEquality.get(schema);
            if (found == null) {
                found = compile.apply(schema);
                byEquality.put(schema, found);
            }
            if (byIdentity.size() >= LARGEST) {
                byIdentity.clear();
            }
            byIdentity.put(schema, found);
        }
        last = schema;
        lastCompiled = found;
        return found;
    }
}
