package io.headrace.http.transform;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code DpathFlattenFields}: lifts the fields of one nested object up. Where a name is taken already nothing is lifted, as in Airbyte. */
record LiftFields(List<String> path, boolean drop, boolean replace, String prefix, String suffix) implements Transform {

    static LiftFields of(Component component) {
        Optional<Component> names = component.optionalChild("key_transformation");
        return new LiftFields(
                component.texts("field_path"),
                component.flag("delete_origin_value"),
                component.flag("replace_record"),
                names.flatMap(each -> each.optionalText("prefix")).orElse(""),
                names.flatMap(each -> each.optionalText("suffix")).orElse(""));
    }

    @Override
    public void apply(Map<String, @Nullable Object> record, Scope scope) {
        List<@Nullable Object> found = Trees.values(record, path);
        if (found.isEmpty() || !(found.get(0) instanceof Map<?, ?> object)) {
            return;
        }
        Map<String, @Nullable Object> lifted = new LinkedHashMap<>();
        object.forEach((name, value) -> lifted.put(prefix + name + suffix, value));
        if (replace) {
            if (!lifted.isEmpty()) {
                record.clear();
                record.putAll(lifted);
            }
        } else if (lifted.keySet().stream().noneMatch(record::containsKey)) {
            if (drop) {
                Trees.remove(record, path, value -> true);
            }
            record.putAll(lifted);
        }
    }
}
