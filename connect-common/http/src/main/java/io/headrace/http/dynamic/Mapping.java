package io.headrace.http.dynamic;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code ComponentMappingDefinition}: puts a value into a copy of a stream's template.
 *
 * @param path where; {@code *} stands for any
 * @param creates whether a field that is not there is made
 */
record Mapping(
        Component component,
        List<Template> path,
        Template value,
        Optional<String> type,
        boolean creates,
        Optional<Template> condition) {

    static Mapping of(Component component) {
        return new Mapping(
                component,
                component.values("field_path").stream()
                        .map(step -> Template.of(String.valueOf(step), component.place("field_path")))
                        .toList(),
                Template.of(component, "value"),
                component.optionalText("value_type"),
                component.flag("create_or_update"),
                Template.optional(component, "condition"));
    }

    /** @param stream the copy, as plain JSON; changed in place */
    void apply(Map<String, @Nullable Object> stream, Scope scope) {
        if (condition.isPresent() && !condition.get().truth(scope)) {
            return;
        }
        List<String> steps = path.stream().map(step -> step.text(scope)).toList();
        put(stream, steps, typed(value.value(scope)));
    }

    private void put(@Nullable Object here, List<String> steps, @Nullable Object what) {
        String step = steps.get(0);
        boolean last = steps.size() == 1;
        if (step.equals("*")) {
            if (here instanceof Map<?, ?> map) {
                List.copyOf(map.keySet()).forEach(name -> put(here, with(String.valueOf(name), steps), what));
            } else if (here instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    put(here, with(Integer.toString(i), steps), what);
                }
            }
            return;
        }
        @Nullable Object next = Json.at(here, List.of(step)).orElse(null);
        if (!last && next != null) {
            put(next, steps.subList(1, steps.size()), what);
        } else if (last && (next != null || creates)) {
            set(here, step, what);
        } else if (!last && creates) {
            Map<String, @Nullable Object> made = new LinkedHashMap<>();
            set(here, step, made);
            put(made, steps.subList(1, steps.size()), what);
        }
    }

    private static List<String> with(String step, List<String> steps) {
        List<String> named = new ArrayList<>(steps);
        named.set(0, step);
        return named;
    }

    @SuppressWarnings("unchecked") // objects and lists of JSON
    private void set(@Nullable Object here, String step, @Nullable Object what) {
        if (here instanceof Map<?, ?>) {
            ((Map<String, @Nullable Object>) here).put(step, what);
        } else if (here instanceof List<?> list && step.matches("\\d{1,9}") && Integer.parseInt(step) < list.size()) {
            ((List<@Nullable Object>) list).set(Integer.parseInt(step), what);
        } else {
            throw component.refuse(
                    "field_path", "nothing can be put at '" + step + "' of the template", "name a field of an object");
        }
    }

    private @Nullable Object typed(@Nullable Object what) {
        if (what == null || type.isEmpty()) {
            return what;
        }
        String text = Json.plain(what);
        try {
            return switch (type.get()) {
                case "string" -> text;
                case "boolean" ->
                    what instanceof Boolean ? what : (Object) Boolean.valueOf(text.equalsIgnoreCase("true"));
                case "integer" -> new BigDecimal(text.trim()).longValueExact();
                default -> new BigDecimal(text.trim());
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw HeadraceException.config("The value of " + component + " is '" + text + "', and " + type.get()
                    + " is asked for. Mend value or value_type");
        }
    }
}
