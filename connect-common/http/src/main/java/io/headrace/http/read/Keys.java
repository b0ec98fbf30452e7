package io.headrace.http.read;

import io.headrace.http.spec.Component;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths of a key in a record, each with the name that its value gets: its last step, or the whole path where two end alike. */
record Keys(Map<String, List<String>> paths) {

    static final Keys NONE = new Keys(Map.of());

    /** The {@code primary_key} of a stream: a name, a list of names, or a list of paths. */
    static Keys of(Component component, String field) {
        List<List<String>> paths = new ArrayList<>();
        for (Object part : component.values(field)) {
            if (part instanceof List<?> path) {
                paths.add(path.stream().map(String::valueOf).toList());
            } else if (!"".equals(part)) {
                paths.add(List.of(String.valueOf(part)));
            }
        }
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (List<String> path : paths) {
            String last = path.get(path.size() - 1);
            boolean alone = paths.stream()
                            .filter(other -> other.get(other.size() - 1).equals(last))
                            .count()
                    == 1;
            named.put(alone ? last : String.join(".", path), path);
        }
        return new Keys(named);
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** Not to be changed. */
    Map<String, @Nullable Object> of(Map<String, @Nullable Object> record) {
        if (paths.size() == 1) {
            Map.Entry<String, List<String>> only = paths.entrySet().iterator().next();
            return Collections.singletonMap(
                    only.getKey(), Json.at(record, only.getValue()).orElse(null));
        }
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        paths.forEach((name, path) -> key.put(name, Json.at(record, path).orElse(null)));
        return key;
    }
}
