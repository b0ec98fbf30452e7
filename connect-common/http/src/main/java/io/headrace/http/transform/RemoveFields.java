package io.headrace.http.transform;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drops fields; a path that leads nowhere is no error. The condition sees each one as {@code property}. */
record RemoveFields(List<List<String>> pointers, Condition condition) implements Transform {

    static RemoveFields of(Component component) {
        return new RemoveFields(
                component.values("field_pointers").stream()
                        .map(pointer -> ((List<?>) pointer)
                                .stream().map(String::valueOf).toList())
                        .toList(),
                Condition.of(component));
    }

    @Override
    public void apply(Map<String, @Nullable Object> record, Scope scope) {
        for (List<String> pointer : pointers) {
            Trees.remove(
                    record, pointer, value -> !condition.isGiven() || condition.holds(scope.with("property", value)));
        }
    }
}
