package io.headrace.http.dynamic;

import io.headrace.http.read.ReadContext;
import io.headrace.http.read.RecordList;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.transform.RecordFilter;
import io.headrace.http.transform.Transforms;
import io.headrace.http.wire.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schema of a {@code DynamicSchemaLoader}: the API describes the fields, the declaration says how to read that. */
public final class DynamicSchema implements AutoCloseable {

    /** What came of asking. */
    public sealed interface Result {

        /** The JSON schema. */
        record Known(Map<String, @Nullable Object> schema) implements Result {}

        /** Not yet. */
        record Wait(Instant until, String reason) implements Result {}
    }

    private final Component loader;
    private final Scope scope;
    private final RecordList records;

    /** @param config what templates see everywhere: {@code config} */
    public DynamicSchema(Component loader, Scope config, ReadContext context) {
        this.loader = loader;
        this.scope = config.with("parameters", loader.parameters());
        this.records = new RecordList("schema", loader.child("retriever"), config, context);
    }

    /** The schema, or that the API must be waited for. */
    public Result get() {
        RecordList.Result result = records.get();
        if (result instanceof RecordList.Result.Wait wait) {
            return new Result.Wait(wait.until(), wait.reason());
        }
        List<Map<String, @Nullable Object>> all = ((RecordList.Result.All) result).records();
        return new Result.Known(schema(all.isEmpty() ? Map.of() : all.get(0)));
    }

    private Map<String, @Nullable Object> schema(Map<String, @Nullable Object> description) {
        Component identifier = loader.child("schema_type_identifier");
        SchemaTypeMap types = SchemaTypeMap.of(identifier);
        RecordFilter filter = RecordFilter.of(loader, "schema_filter");
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        Object fields = Json.at(description, path(identifier, "schema_pointer")).orElse(List.of());
        for (Object field : fields instanceof List<?> list ? list : List.of()) {
            String name =
                    Json.plain(Json.at(field, path(identifier, "key_pointer")).orElse(null));
            Object word = Json.at(field, path(identifier, "type_pointer")).orElse("string");
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put(name, types.schema(identifier.has("type_pointer") ? word : "string", field, scope));
            if (!name.isEmpty() && filter.passes(one, scope)) {
                properties.putAll(one);
            }
        }
        Transforms.of(loader, "schema_transformations").forEach(transform -> transform.apply(properties, scope));
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft-07/schema#");
        schema.put("type", "object");
        schema.put("additionalProperties", true);
        schema.put("properties", properties);
        return schema;
    }

    private List<String> path(Component identifier, String field) {
        return identifier.values(field).stream()
                .map(step -> Template.of(String.valueOf(step), identifier.place(field))
                        .text(scope))
                .toList();
    }

    @Override
    public void close() {
        records.close();
    }
}
