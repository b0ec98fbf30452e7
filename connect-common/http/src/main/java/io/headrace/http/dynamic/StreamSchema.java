package io.headrace.http.dynamic;

import io.headrace.http.read.ReadContext;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema of a stream from wherever its declaration says: in place, in a file, or described by the API. Fields of several loaders are put together; of one that two of them have, the
 * later says what it is. Used by one thread.
 */
public final class StreamSchema implements AutoCloseable {

    private final Deque<Component> loaders;
    private final Scope scope;
    private final SchemaFiles files;
    private final ReadContext context;
    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    private @Nullable DynamicSchema asked;

    /**
     * The schema of a stream.
     *
     * @param files where those lie that are in files
     */
    public StreamSchema(StreamSpec spec, SchemaFiles files, ReadContext context) {
        this.loaders = new ArrayDeque<>(spec.component().children("schema_loader"));
        this.scope = spec.scope();
        this.files = files;
        this.context = context;
    }

    /** Whether a stream declares any schema. */
    public static boolean isDeclared(StreamSpec spec) {
        return !spec.component().children("schema_loader").isEmpty();
    }

    /**
     * The schema, or that the API must be waited for. Asking again goes on.
     *
     * @throws io.headrace.core.error.HeadraceException when a file or the API cannot tell it
     */
    public DynamicSchema.Result get() {
        while (!loaders.isEmpty()) {
            Component loader = loaders.getFirst();
            DynamicSchema.Result result = load(loader);
            if (result instanceof DynamicSchema.Result.Wait) {
                return result;
            }
            take(((DynamicSchema.Result.Known) result).schema());
            loaders.removeFirst();
            close();
        }
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        return new DynamicSchema.Result.Known(schema);
    }

    private DynamicSchema.Result load(Component loader) {
        return switch (loader.type()) {
            case "InlineSchemaLoader" ->
                new DynamicSchema.Result.Known(
                        loader.optionalValue("schema").map(StreamSchema::object).orElse(Map.of()));
            case "JsonFileSchemaLoader" -> new DynamicSchema.Result.Known(files.schema(loader, scope));
            case "DynamicSchemaLoader" -> asked(loader).get();
            default -> new DynamicSchema.Result.Known(Map.of());
        };
    }

    private DynamicSchema asked(Component loader) {
        DynamicSchema open = asked;
        if (open == null) {
            open = new DynamicSchema(loader, scope, context);
            asked = open;
        }
        return open;
    }

    private void take(Map<String, @Nullable Object> schema) {
        if (schema.get("properties") instanceof Map<?, ?> fields) {
            fields.forEach((name, field) -> properties.put(String.valueOf(name), field));
        }
    }

    static Map<String, @Nullable Object> object(Object json) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
        }
        return object;
    }

    @Override
    public void close() {
        if (asked != null) {
            asked.close();
            asked = null;
        }
    }
}
