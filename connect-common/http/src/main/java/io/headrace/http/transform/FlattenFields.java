package io.headrace.http.transform;

import io.headrace.http.template.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lifts nested fields up. The last of several fields with one name keeps it, the others get the path before theirs; once a list was met all names have their paths. That is Airbyte's order,
 * and which names come out depends on it.
 */
record FlattenFields(boolean lists) implements Transform {

    private record Node(@Nullable Object value, String name) {}

    @Override
    public void apply(Map<String, @Nullable Object> record, Scope scope) {
        Map<String, @Nullable Object> flat = new LinkedHashMap<>();
        Deque<Node> stack = new ArrayDeque<>();
        stack.push(new Node(new LinkedHashMap<>(record), "_"));
        boolean withPath = false;
        while (!stack.isEmpty()) {
            Node node = stack.pop();
            if (node.value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    String name = String.valueOf(entry.getKey());
                    boolean longer = withPath || flat.containsKey(name);
                    stack.push(new Node(entry.getValue(), longer ? node.name + "." + name : name));
                }
            } else if (lists && node.value instanceof List<?> list) {
                withPath = withPath || !list.isEmpty();
                for (int i = 0; i < list.size(); i++) {
                    stack.push(new Node(list.get(i), node.name + "." + i));
                }
            } else {
                flat.put(node.name, node.value);
            }
        }
        record.clear();
        record.putAll(flat);
    }
}
