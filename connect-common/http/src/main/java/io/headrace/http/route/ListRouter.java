package io.headrace.http.route;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ListPartitionRouter}: one slice for each value of a list. The mark is the value that was handed out last; where the list has lost it, routing begins anew. */
record ListRouter(String field, List<Object> values, Optional<Injection> option) implements Router {

    static ListRouter of(Component component, Scope config) {
        return new ListRouter(
                Template.of(component, "cursor_field").text(config),
                values(component, config),
                component.optionalChild("request_option").map(Injection::of));
    }

    private static List<Object> values(Component component, Scope config) {
        Object given = component.optionalValue("values").orElse(List.of());
        if (given instanceof String text) {
            given = Optional.ofNullable(Template.of(text, component.place()).value(config))
                    .orElse(List.of());
        }
        if (!(given instanceof List<?> list)) {
            throw component.refuse(
                    "values", "The values are " + Json.plain(given), "Give a list, or a template that makes one");
        }
        LinkedHashSet<Object> values = new LinkedHashSet<>();
        for (Object each : list) {
            Object value = each instanceof String text
                    ? Template.of(text, component.place()).value(config)
                    : each;
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    @Override
    public Slices open(RouteContext context, @Nullable Object mark) {
        List<Slice> slices = new ArrayList<>();
        @Nullable String only = context.fixed().get(field);
        for (Object value : values) {
            if (only == null || only.equals(Json.plain(value))) {
                slices.add(Slice.of(field, value));
            }
        }
        int taken = mark == null ? -1 : slices.indexOf(Slice.of(field, mark));
        return new ListedSlices(
                slices.subList(taken + 1, slices.size()),
                slice -> slice.partition().get(field));
    }

    @Override
    public RequestOptions inject(Slice slice, Scope scope) {
        return option.map(place -> place.put(
                        RequestOptions.none(), scope, slice.partition().get(field)))
                .orElse(RequestOptions.none());
    }
}
