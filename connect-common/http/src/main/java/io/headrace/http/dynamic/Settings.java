package io.headrace.http.dynamic;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values for copies of a stream that stand in the settings or in the declaration. Of several lists every combination makes a copy; the fields of all its members count. */
final class Settings {

    private Settings() {}

    /** @param resolver a {@code ConfigComponentsResolver} or {@code ParametrizedComponentsResolver} */
    static List<Map<String, @Nullable Object>> values(Component resolver, Scope config) {
        if (resolver.type().equals("ParametrizedComponentsResolver")) {
            return objects(resolver.child("stream_parameters").values("list_of_parameters_for_stream"));
        }
        List<Map<String, @Nullable Object>> combinations = List.of(Map.of());
        for (Component list : resolver.children("stream_config")) {
            List<Map<String, @Nullable Object>> more = new ArrayList<>();
            for (Map<String, @Nullable Object> one : combinations) {
                for (Map<String, @Nullable Object> other : entries(list, config)) {
                    Map<String, @Nullable Object> both = new LinkedHashMap<>(one);
                    both.putAll(other);
                    more.add(both);
                }
            }
            combinations = more;
        }
        return combinations;
    }

    private static List<Map<String, @Nullable Object>> entries(Component list, Scope config) {
        List<String> pointer = list.values("configs_pointer").stream()
                .map(step -> Template.of(String.valueOf(step), list.place("configs_pointer"))
                        .text(config))
                .toList();
        Object found = Json.at(config.get("config"), pointer).orElse(List.of());
        List<Object> all = new ArrayList<>();
        if (found instanceof List<?> some) {
            some.forEach(each -> all.add(each == null ? Map.of() : each));
        } else {
            all.add(found);
        }
        all.addAll(list.values("default_values"));
        return objects(all);
    }

    private static List<Map<String, @Nullable Object>> objects(List<?> values) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (Object value : values) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, each) -> object.put(String.valueOf(name), each));
            }
            objects.add(object);
        }
        return objects;
    }
}
