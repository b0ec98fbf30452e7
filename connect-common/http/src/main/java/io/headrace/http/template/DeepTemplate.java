package io.headrace.http.template;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of JSON whose texts and names are templates, compiled once. Fields that yield null or an empty text are left out. */
public final class DeepTemplate {

    private final Node root;

    private DeepTemplate(Node root) {
        this.root = root;
    }

    /** @throws io.headrace.http.spec.SpecException if a template in it cannot be compiled */
    public static DeepTemplate of(Object value, Place place) {
        return new DeepTemplate(compile(value, place, Names.within("")));
    }

    /** The value of a field; empty where it is left out. */
    public static Optional<DeepTemplate> optional(Component component, String field) {
        Set<String> names = Names.within(component.type());
        return component
                .optionalValue(field)
                .map(value -> new DeepTemplate(compile(value, component.place(field), names)));
    }

    public @Nullable Object evaluate(Scope scope) {
        return root.evaluate(scope);
    }

    private interface Node {
        @Nullable Object evaluate(Scope scope);
    }

    private record Entry(Template name, Node value) {}

    private static Node compile(@Nullable Object value, Place place, Set<String> names) {
        if (value instanceof String text) {
            return Template.of(text, place, names)::value;
        }
        if (value instanceof Map<?, ?> map) {
            return object(map, place, names);
        }
        if (value instanceof List<?> list) {
            return array(list, place, names);
        }
        return scope -> value;
    }

    private static Node object(Map<?, ?> map, Place place, Set<String> names) {
        List<Entry> entries = new ArrayList<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            Place here = place.field(name);
            entries.add(new Entry(Template.of(name, here, names), compile(value, here, names)));
        });
        return scope -> {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            for (Entry entry : entries) {
                Object value = entry.value().evaluate(scope);
                if (value != null && !value.equals("")) {
                    result.put(entry.name().text(scope), value);
                }
            }
            return result;
        };
    }

    private static Node array(List<?> list, Place place, Set<String> names) {
        List<Node> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            items.add(compile(list.get(i), place.item(i), names));
        }
        return scope -> {
            List<@Nullable Object> result = new ArrayList<>(items.size());
            items.forEach(item -> result.add(item.evaluate(scope)));
            return result;
        };
    }
}
