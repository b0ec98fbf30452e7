package io.headrace.http.transform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Paths into records: names of fields, indexes of lists, {@code *} for any one step and {@code **} for any number of them. */
final class Trees {

    private Trees() {}

    /** Sets a value and makes the objects that lead to it. A value on the way that is no object gives way to one. */
    static void set(Map<String, @Nullable Object> tree, List<String> path, @Nullable Object value) {
        Map<String, @Nullable Object> here = tree;
        for (String step : path.subList(0, path.size() - 1)) {
            @Nullable Object next = here.get(step);
            if (!(next instanceof Map<?, ?>)) {
                next = new LinkedHashMap<String, @Nullable Object>();
                here.put(step, next);
            }
            here = object(next);
        }
        here.put(path.get(path.size() - 1), value);
    }

    /** Removes what is at a path, where a condition holds for it. */
    static void remove(@Nullable Object tree, List<String> path, Predicate<@Nullable Object> condition) {
        if (path.isEmpty()) {
            return;
        }
        String step = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (step.equals("**")) {
            remove(tree, rest.isEmpty() ? List.of("*") : rest, condition);
            children(tree).forEach(child -> remove(child, path, condition));
        } else if (!rest.isEmpty()) {
            matching(tree, step).forEach(child -> remove(child, rest, condition));
        } else if (tree instanceof Map<?, ?> map) {
            map.entrySet()
                    .removeIf(entry -> fits(step, String.valueOf(entry.getKey())) && condition.test(entry.getValue()));
        } else if (tree instanceof List<?> list) {
            for (int i = list.size() - 1; i >= 0; i--) {
                if (fits(step, Integer.toString(i)) && condition.test(list.get(i))) {
                    list.remove(i);
                }
            }
        }
    }

    /** Everything at a path. */
    static List<@Nullable Object> values(@Nullable Object tree, List<String> path) {
        List<@Nullable Object> found = new ArrayList<>();
        found.add(tree);
        for (String step : path) {
            List<@Nullable Object> next = new ArrayList<>();
            found.forEach(each -> next.addAll(matching(each, step)));
            found = next;
        }
        return found;
    }

    private static List<@Nullable Object> matching(@Nullable Object tree, String step) {
        List<@Nullable Object> matching = new ArrayList<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (fits(step, String.valueOf(name))) {
                    matching.add(value);
                }
            });
        } else if (tree instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (fits(step, Integer.toString(i))) {
                    matching.add(list.get(i));
                }
            }
        }
        return matching;
    }

    private static List<@Nullable Object> children(@Nullable Object tree) {
        return matching(tree, "*");
    }

    private static boolean fits(String step, String name) {
        return step.equals("*") || step.equals(name);
    }

    @SuppressWarnings("unchecked") // objects of JSON have texts as names
    static Map<String, @Nullable Object> object(@Nullable Object map) {
        return map instanceof Map<?, ?> ? (Map<String, @Nullable Object>) map : new LinkedHashMap<>();
    }
}
