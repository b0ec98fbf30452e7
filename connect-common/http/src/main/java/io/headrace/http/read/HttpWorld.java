package io.headrace.http.read;

import io.headrace.http.async.AsyncPages;
import io.headrace.http.client.HttpContext;
import io.headrace.http.page.HttpPages;
import io.headrace.http.page.PageSource;
import io.headrace.http.property.PropertyNames;
import io.headrace.http.property.PropertyPages;
import io.headrace.http.property.QueryProperties;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Template;
import io.headrace.http.transform.Transforms;
import io.headrace.http.wire.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where pages come from over HTTP, by kind of retriever. */
record HttpWorld(HttpContext context, ReadContext world) {

    PageSource of(StreamSpec spec) {
        Component retriever = spec.retriever();
        if (retriever.type().equals("AsyncRetriever")) {
            return new AsyncPages(retriever, context);
        }
        HttpPages pages = new HttpPages(retriever, context);
        return QueryProperties.in(retriever.child("requester"), schemaNames(spec))
                .<PageSource>map(properties -> new PropertyPages(pages, properties, names(spec, properties)))
                .orElse(pages);
    }

    /** The fields of a stream's schema, as a {@code property_selector} changes them. */
    private static Optional<Set<String>> schemaNames(StreamSpec spec) {
        return Pipe.schema(spec.component())
                .filter(schema -> schema.get("properties") instanceof Map<?, ?>)
                .map(schema -> schemaNames(spec, (Map<?, ?>) schema.get("properties")));
    }

    private static Set<String> schemaNames(StreamSpec spec, @Nullable Map<?, ?> properties) {
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        if (properties != null) {
            properties.forEach((name, type) -> names.put(String.valueOf(name), type));
        }
        selector(spec)
                .map(selector -> Transforms.of(selector, "transformations"))
                .ifPresent(all -> all.forEach(transform -> transform.apply(names, spec.scope())));
        return new LinkedHashSet<>(names.keySet());
    }

    private static Optional<Component> selector(StreamSpec spec) {
        return spec.retriever()
                .child("requester")
                .optionalChild("query_properties")
                .flatMap(properties -> properties.optionalChild("property_selector"));
    }

    private PropertyNames names(StreamSpec spec, QueryProperties properties) {
        if (properties.endpoint().isEmpty()) {
            return () -> new PropertyNames.Result.Known(properties.listed());
        }
        Component endpoint = properties.endpoint().get();
        List<String> path = endpoint.values("property_field_path").stream()
                .map(step -> Template.of(String.valueOf(step), endpoint.place()).text(spec.scope()))
                .toList();
        RecordList records =
                new RecordList("properties of " + spec.name(), endpoint.child("retriever"), spec.scope(), world);
        return () -> {
            synchronized (records) {
                RecordList.Result result = records.get();
                return result instanceof RecordList.Result.Wait wait
                        ? new PropertyNames.Result.Wait(wait.until(), wait.reason())
                        : new PropertyNames.Result.Known(names((RecordList.Result.All) result, path));
            }
        };
    }

    private static List<String> names(RecordList.Result.All all, List<String> path) {
        return all.records().stream()
                .flatMap(record -> Json.at(record, path).stream())
                .map(Json::plain)
                .toList();
    }
}
