package io.headrace.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found, where that is more than speeds to compare.
 *
 * @param name the benchmark
 * @param values by name, in the order in which they are printed: numbers, texts, and lists of what each turn gave, which are only kept
 */
public record Figures(String name, Map<String, Object> values) {
    private static final double HUNDRED = 100.0;

    public Figures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** {@return figures without values} */
    public static Figures of(String name) {
        return new Figures(name, Map.of());
    }

    /** Adds a value; numbers with a fraction are rounded to two digits. */
    public Figures with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(key, rounded(value));
        return new Figures(name, more);
    }

    /** {@return the line that scripts read} */
    public String line() {
        List<String> words = new ArrayList<>(List.of("RESULT", "name=" + name));
        values.forEach((key, value) -> {
            if (!(value instanceof Collection)) {
                words.add(key + "=" + value);
            }
        });
        return String.join(" ", words);
    }

    private static Object rounded(Object value) {
        if (value instanceof Double number) {
            return Math.round(number * HUNDRED) / HUNDRED;
        }
        if (value instanceof Collection<?> turns) {
            return turns.stream().map(Figures::rounded).toList();
        }
        return value;
    }
}
