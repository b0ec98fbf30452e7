package io.headrace.http.transform;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Place;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets fields, nested ones too, to what templates make of the record. */
record AddFields(List<Added> fields, Condition condition) implements Transform {

    record Added(List<String> path, Object value, Place place, Optional<String> type) {}

    static AddFields of(Component component) {
        return new AddFields(
                component.children("fields").stream()
                        .map(field -> new Added(
                                field.texts("path"),
                                compiled(field),
                                field.place("value"),
                                field.optionalText("value_type")))
                        .toList(),
                Condition.of(component));
    }

    private static Object compiled(Component field) {
        Object value = field.optionalValue("value").orElse("");
        return value instanceof String text ? Template.of(text, field.place("value")) : value;
    }

    @Override
    public void apply(Map<String, @Nullable Object> record, Scope scope) {
        Scope seen = scope.with("record", record);
        if (!condition.holds(seen)) {
            return;
        }
        for (Added field : fields) {
            Trees.set(record, field.path, typed(evaluated(field, seen), field));
        }
    }

    private static @Nullable Object evaluated(Added field, Scope scope) {
        return field.value instanceof Template template
                ? template.value(scope)
                : Template.deep(field.value, field.place, scope);
    }

    private static @Nullable Object typed(@Nullable Object value, Added field) {
        if (value == null || field.type.isEmpty()) {
            return value;
        }
        String text = Json.plain(value);
        return switch (field.type.get()) {
            case "string" -> text;
            case "boolean" -> value instanceof Boolean ? value : Boolean.valueOf(text.equalsIgnoreCase("true"));
            case "integer" -> Numbers.whole(text).map(Object.class::cast).orElse(value);
            default -> Numbers.number(text).map(Object.class::cast).orElse(value);
        };
    }
}
