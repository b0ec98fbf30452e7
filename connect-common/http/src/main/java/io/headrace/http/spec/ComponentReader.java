package io.headrace.http.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes components of written ones: finds their types, hands {@code $parameters} down and checks every field. Parameters follow Airbyte's rules: an inner one wins over an outer one; one
 * fills a field of its name that is left out or empty; and a parameter named like a field is not seen below that field. (ManifestComponentTransformer of the airbyte-cdk, version 6.)
 */
final class ComponentReader {

    private static final String PARAMETERS = "$parameters";
    private static final String TYPE = "type";

    private final Vocabulary vocabulary = Vocabulary.standard();
    private final ValueReader values;
    private final Problems problems;
    private final boolean outerParametersWin;

    ComponentReader(Problems problems, boolean outerParametersWin) {
        this.problems = problems;
        this.outerParametersWin = outerParametersWin;
        this.values = new ValueReader(this, problems);
    }

    static Map<String, Written> written(Map<String, ? extends @Nullable Object> plain, int line) {
        return Written.of(plain, line) instanceof Written.Obj obj ? obj.fields() : Map.of();
    }

    /** A component that names its type. */
    Optional<Component> any(Written written, Place place) {
        return any(written, place, Map.of());
    }

    Optional<Component> any(Written written, Place place, Map<String, Written> parameters) {
        Optional<String> named = written instanceof Written.Obj obj ? typeName(obj) : Optional.empty();
        if (named.isEmpty()) {
            problems.add(place, "a component is wanted here, an object with a 'type'", "write one");
            return Optional.empty();
        }
        try {
            vocabulary.type(named.get(), place);
        } catch (SpecException e) {
            problems.addAll(e);
            return Optional.empty();
        }
        return read(written, new Kind.Child(named.get(), Optional.empty()), place, parameters);
    }

    Optional<Component> read(Written written, Kind.Child kind, Place place, Map<String, Written> parameters) {
        if (written instanceof Written.Scalar scalar && scalar.value() instanceof Component made) {
            return check(made, kind, place);
        }
        if (!(written instanceof Written.Obj obj)) {
            problems.add(place, kind.name() + " is wanted here, an object", "write " + example(kind));
            return Optional.empty();
        }
        Optional<ComponentType> type = type(obj, kind, place);
        if (type.isPresent() && type.get().refused()) {
            problems.add(
                    place,
                    type.get().name() + " is not supported: " + type.get().doc(),
                    "take it out of the declaration");
            return Optional.empty();
        }
        return type.map(found -> component(found, obj, place, parameters));
    }

    private Component component(ComponentType type, Written.Obj obj, Place place, Map<String, Written> outer) {
        Map<String, Written> parameters = merged(obj, outer, place);
        Map<String, Written> written = new LinkedHashMap<>(obj.fields());
        written.remove(PARAMETERS);
        if (!type.part() || typeName(obj).isPresent()) {
            parameters.forEach((name, value) -> {
                if (fills(type, name) && isEmpty(written.get(name))) {
                    written.put(name, value);
                }
            });
        }
        written.remove(TYPE);
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        written.forEach((name, value) -> {
            if (!isNull(value)) {
                Place here = place.field(name, value.line());
                lines.put(name, value.line());
                field(type, name, value, here, without(parameters, name)).ifPresent(read -> fields.put(name, read));
            }
        });
        requireAll(type, written, place);
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        parameters.forEach((name, value) -> plain.put(name, value.plain()));
        return new Component(type, place, fields, lines, plain);
    }

    private Optional<Object> field(
            ComponentType type, String name, Written value, Place place, Map<String, Written> parameters) {
        Field field = type.fields().get(name);
        if (field != null) {
            return values.read(value, field.kind(), place, parameters);
        }
        if (type.open()) {
            return Optional.ofNullable(value.plain());
        }
        String all = type.fields().isEmpty()
                ? "it has none"
                : "it has " + String.join(", ", type.fields().keySet());
        problems.add(
                place,
                type.name() + " has no field '" + name + "'; " + all,
                Nearest.mend(name, type.fields().keySet(), "take it out"));
        return Optional.empty();
    }

    private void requireAll(ComponentType type, Map<String, Written> written, Place place) {
        for (Field field : type.fields().values()) {
            if (field.required() && isNull(written.get(field.name()))) {
                problems.add(
                        place,
                        type.name() + " needs '" + field.name() + "' ("
                                + field.kind().describe() + ")",
                        "add it");
            }
        }
    }

    private Map<String, Written> merged(Written.Obj obj, Map<String, Written> outer, Place place) {
        Written own = obj.fields().get(PARAMETERS);
        if (own == null || isNull(own)) {
            return outer;
        }
        if (!(own instanceof Written.Obj mine)) {
            problems.add(place.field(PARAMETERS, own.line()), "an object is wanted here", "write names and values");
            return outer;
        }
        Map<String, Written> merged = new LinkedHashMap<>(outerParametersWin ? mine.fields() : outer);
        merged.putAll(outerParametersWin ? outer : mine.fields());
        return merged;
    }

    private static boolean fills(ComponentType type, String parameter) {
        return !parameter.equals(TYPE) && (type.fields().containsKey(parameter) || type.custom());
    }

    private static Map<String, Written> without(Map<String, Written> parameters, String name) {
        if (!parameters.containsKey(name)) {
            return parameters;
        }
        Map<String, Written> rest = new LinkedHashMap<>(parameters);
        rest.remove(name);
        return rest;
    }

    private Optional<ComponentType> type(Written.Obj obj, Kind.Child kind, Place place) {
        List<ComponentType> fitting = vocabulary.fitting(kind.name());
        Optional<String> named = typeName(obj);
        if (named.isPresent()) {
            Optional<ComponentType> found = fitting.stream()
                    .filter(type -> type.name().equals(named.get()))
                    .findFirst();
            if (found.isEmpty()) {
                wrongType(named.get(), fitting, place);
            }
            return found;
        }
        if (obj.fields().containsKey("class_name")) {
            Optional<ComponentType> custom =
                    fitting.stream().filter(ComponentType::custom).findFirst();
            if (custom.isPresent()) {
                return custom;
            }
        }
        if (fitting.size() == 1) {
            return Optional.of(fitting.get(0));
        }
        if (kind.byDefault().isPresent()) {
            return vocabulary.find(kind.byDefault().get());
        }
        problems.add(place, "the 'type' is missing; one of " + names(fitting) + " fits here", "name it");
        return Optional.empty();
    }

    private void wrongType(String named, List<ComponentType> fitting, Place place) {
        String what = vocabulary.find(named).isPresent()
                ? named + " cannot stand here"
                : "there is no component '" + named + "'";
        List<String> names = fitting.stream().map(ComponentType::name).toList();
        problems.add(
                place,
                what + "; " + (names.size() == 1 ? "" : "one of ") + String.join(", ", names) + " fits",
                Nearest.mend(named, names, "choose one that fits"));
    }

    private Optional<Component> check(Component made, Kind.Child kind, Place place) {
        if (made.is(kind.name())) {
            return Optional.of(made);
        }
        wrongType(made.type(), vocabulary.fitting(kind.name()), place);
        return Optional.empty();
    }

    private static Optional<String> typeName(Written.Obj obj) {
        return obj.fields().get(TYPE) instanceof Written.Scalar scalar && scalar.value() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private static String names(List<ComponentType> types) {
        return types.stream().map(ComponentType::name).collect(Collectors.joining(", "));
    }

    private String example(Kind.Child kind) {
        List<ComponentType> fitting = vocabulary.fitting(kind.name());
        return fitting.size() == 1 ? "its fields" : "one with a 'type' of " + names(fitting);
    }

    private static boolean isNull(@Nullable Written value) {
        return value == null || value instanceof Written.Scalar scalar && scalar.value() == null;
    }

    /** What Python takes for false: a parameter fills such a field. */
    private static boolean isEmpty(@Nullable Written value) {
        if (value instanceof Written.Obj obj) {
            return obj.fields().isEmpty();
        }
        if (value instanceof Written.Arr arr) {
            return arr.items().isEmpty();
        }
        return value == null || value instanceof Written.Scalar scalar && isFalse(scalar.value());
    }

    private static boolean isFalse(@Nullable Object value) {
        return value == null
                || value.equals("")
                || value.equals(false)
                || value.equals(0L)
                || value instanceof BigDecimal decimal && decimal.signum() == 0
                || value instanceof BigInteger number && number.signum() == 0;
    }
}
