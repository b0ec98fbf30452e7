package io.headrace.http.manifest;

import java.util.Map;
import java.util.Optional;

/** Java classes that stand in for the Python classes which a manifest names. */
@FunctionalInterface
public interface CustomClasses {

    /** No class at all. */
    CustomClasses NONE = pythonName -> Optional.empty();

    /** The Java class for a Python one, such as {@code source_github.components.Backoff}. */
    Optional<String> javaName(String pythonName);

    /** @param javaByPython Java class names by Python class names, whole or from the last dot on */
    static CustomClasses of(Map<String, String> javaByPython) {
        Map<String, String> names = Map.copyOf(javaByPython);
        return pythonName -> Optional.ofNullable(names.get(pythonName))
                .or(() -> Optional.ofNullable(names.get(pythonName.substring(pythonName.lastIndexOf('.') + 1))));
    }
}
