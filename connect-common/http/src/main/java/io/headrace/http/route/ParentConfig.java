package io.headrace.http.route;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code ParentStreamConfig}: how a record of a parent stream makes a slice.
 *
 * @param parent the parent's number among the parents of the stream
 * @param incremental whether a pass visits only the parents that changed since the last one
 * @param firstPage where a parent's record holds the first page of its children; empty when it does not
 */
record ParentConfig(
        int parent,
        List<String> key,
        String field,
        Optional<Injection> option,
        boolean incremental,
        List<String> firstPage,
        List<List<String>> extraFields,
        boolean mayFail) {

    static ParentConfig of(Component component, Scope config, ToIntFunction<Component> parents) {
        String key = Template.of(component, "parent_key").text(config);
        boolean incremental = component.flag("incremental_dependency");
        boolean mayFail = component.optionalText("on_error").orElse("fail").equals("skip");
        if (incremental && mayFail) {
            throw component.refuse(
                    "on_error",
                    "With incremental_dependency the next pass visits only parents that changed, and not one that was left out",
                    "Use on_error: fail, or incremental_dependency: false");
        }
        return new ParentConfig(
                parents.applyAsInt(component.child("stream")),
                List.of(key.split("[./]")),
                Template.of(component, "partition_field").text(config),
                component.optionalChild("request_option").map(Injection::of),
                incremental,
                path(component.values("lazy_read_pointer"), component, config),
                component.values("extra_fields").stream()
                        .map(path -> path((List<?>) path, component, config))
                        .toList(),
                mayFail);
    }

    private static List<String> path(List<?> steps, Component component, Scope config) {
        List<String> path = new ArrayList<>();
        steps.forEach(step ->
                path.add(Template.of(String.valueOf(step), component.place()).text(config)));
        return List.copyOf(path);
    }

    /** The slice for a parent's record; empty when the record has no key. */
    Optional<Slice> slice(Map<String, @Nullable Object> row, Slice parentSlice) {
        Optional<Object> whole = Optional.ofNullable(row.get(String.join(".", key)));
        return whole.or(() -> Json.at(row, key)).map(value -> {
            Map<String, @Nullable Object> extra = new LinkedHashMap<>();
            extraFields.forEach(
                    path -> extra.put(String.join(".", path), Json.at(row, path).orElse(null)));
            return new Slice(
                    Slice.child(field, value, parentSlice),
                    extra,
                    mayFail,
                    firstPage.isEmpty() ? Optional.empty() : Json.at(row, firstPage));
        });
    }
}
