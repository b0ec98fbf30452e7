package io.headrace.http.manifest;

import io.headrace.http.spec.Nearest;
import io.headrace.http.spec.Place;
import io.headrace.http.spec.Problems;
import io.headrace.http.spec.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts what references name in their place. A reference is {@code $ref: "#/definitions/x"}, beside which further fields win over those of what is named, or a text {@code #/definitions/x} in
 * the place of a value. (ManifestReferenceResolver of the airbyte-cdk.)
 */
final class References {

    private static final String REF = "$ref";
    private static final int MOST_VALUES = 500_000;

    private final Written.Obj root;
    private final Problems problems;
    private final Set<String> open = new LinkedHashSet<>();
    private int values;

    References(Written.Obj root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    /** The value with all references resolved; those that cannot be are among the problems, and null in the value. */
    Written resolve(Written value, Place place) {
        values++;
        if (values == MOST_VALUES) {
            problems.add(place, "references unfold to more than " + MOST_VALUES + " values", "use fewer references");
        }
        if (values >= MOST_VALUES) {
            return new Written.Scalar(null, value.line());
        }
        if (value instanceof Written.Obj obj) {
            return object(obj, place);
        }
        if (value instanceof Written.Arr arr) {
            List<Written> items = new ArrayList<>();
            for (int i = 0; i < arr.items().size(); i++) {
                Written item = arr.items().get(i);
                items.add(resolve(item, place.item(i, item.line())));
            }
            return new Written.Arr(items, arr.line());
        }
        if (value instanceof Written.Scalar scalar && scalar.value() instanceof String text && text.startsWith("#/")) {
            return named(text, place);
        }
        return value;
    }

    private Written object(Written.Obj obj, Place place) {
        Map<String, Written> fields = new LinkedHashMap<>();
        Written ref = obj.fields().get(REF);
        if (ref != null) {
            Written named = reference(ref, new Place(place.path(), ref.line()));
            if (!(named instanceof Written.Obj base)) {
                return named;
            }
            fields.putAll(base.fields());
        }
        obj.fields().forEach((name, value) -> {
            if (!name.equals(REF)) {
                fields.put(name, resolve(value, place.field(name, value.line())));
            }
        });
        return new Written.Obj(fields, obj.line());
    }

    private Written reference(Written ref, Place place) {
        if (ref instanceof Written.Scalar scalar && scalar.value() instanceof String text && text.startsWith("#/")) {
            return named(text, place);
        }
        problems.add(
                place.field(REF),
                "a reference names a place in this manifest, as in \"#/definitions/requester\"",
                "write it so; other files cannot be named");
        return new Written.Scalar(null, ref.line());
    }

    private Written named(String text, Place place) {
        if (open.contains(text)) {
            String circle = String.join(" → ", open) + " → " + text;
            problems.add(place, "references go in a circle: " + circle, "take one out");
            return new Written.Scalar(null, place.line());
        }
        Optional<Written> found = find(root, text.substring(2));
        if (found.isEmpty()) {
            problems.add(place, "'" + text + "' names nothing", mend(text));
            return new Written.Scalar(null, place.line());
        }
        open.add(text);
        Written resolved = resolve(found.get(), place);
        open.remove(text);
        return resolved;
    }

    /** Names may hold slashes themselves, so the longest that fits is tried first. */
    private static Optional<Written> find(Written from, String path) {
        if (from instanceof Written.Arr arr) {
            int slash = path.indexOf('/');
            String index = slash < 0 ? path : path.substring(0, slash);
            if (!index.matches("\\d{1,6}")
                    || Integer.parseInt(index) >= arr.items().size()) {
                return Optional.empty();
            }
            Written item = arr.items().get(Integer.parseInt(index));
            return slash < 0 ? Optional.of(item) : find(item, path.substring(slash + 1));
        }
        if (!(from instanceof Written.Obj obj)) {
            return Optional.empty();
        }
        if (obj.fields().containsKey(path)) {
            return Optional.of(obj.fields().get(path));
        }
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            Written inner = obj.fields().get(path.substring(0, slash));
            Optional<Written> found = inner == null ? Optional.empty() : find(inner, path.substring(slash + 1));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private String mend(String text) {
        int slash = text.lastIndexOf('/');
        Optional<Written> parent = slash <= 1 ? Optional.of(root) : find(root, text.substring(2, slash));
        if (parent.isPresent() && parent.get() instanceof Written.Obj obj) {
            String prefix = text.substring(0, slash + 1);
            List<String> names =
                    obj.fields().keySet().stream().map(name -> prefix + name).toList();
            return Nearest.mend(text, names, "name one of " + String.join(", ", names));
        }
        return "define it under 'definitions'";
    }
}
