package io.headrace.http.manifest;

import io.headrace.http.spec.Place;
import io.headrace.http.spec.Problems;
import io.headrace.http.spec.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the names of Java classes in the place of Python's, and refuses those for which there is none. */
final class CustomParts {

    private static final String CLASS_NAME = "class_name";

    private final CustomClasses classes;
    private final Problems problems;

    CustomParts(CustomClasses classes, Problems problems) {
        this.classes = classes;
        this.problems = problems;
    }

    Written mapped(Written value, Place place) {
        if (value instanceof Written.Arr arr) {
            List<Written> items = new ArrayList<>();
            for (int i = 0; i < arr.items().size(); i++) {
                Written item = arr.items().get(i);
                items.add(mapped(item, place.item(i, item.line())));
            }
            return new Written.Arr(items, arr.line());
        }
        if (!(value instanceof Written.Obj obj)) {
            return value;
        }
        Map<String, Written> fields = new LinkedHashMap<>();
        obj.fields().forEach((name, field) -> fields.put(name, mapped(field, place.field(name, field.line()))));
        text(obj, CLASS_NAME)
                .filter(name ->
                        text(obj, "type").map(type -> type.startsWith("Custom")).orElse(true))
                .flatMap(name -> javaName(obj, name, place))
                .ifPresent(java ->
                        fields.computeIfPresent(CLASS_NAME, (field, name) -> new Written.Scalar(java, name.line())));
        return new Written.Obj(fields, obj.line());
    }

    private Optional<String> javaName(Written.Obj obj, String pythonName, Place place) {
        Optional<String> java = classes.javaName(pythonName);
        if (java.isEmpty()) {
            problems.add(
                    place,
                    text(obj, "type").orElse("A custom component") + " is the Python class '" + pythonName
                            + "', which cannot run here",
                    "name a Java class for it, or leave its stream out");
        }
        return java;
    }

    static Optional<String> text(Written.Obj obj, String field) {
        return obj.fields().get(field) instanceof Written.Scalar scalar && scalar.value() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
