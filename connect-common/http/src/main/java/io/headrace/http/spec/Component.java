package io.headrace.http.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One component of a declaration: its type, its fields with {@code $parameters} and defaults filled in, and where it was written. Immutable. Its fields fit the {@link Vocabulary}, so that
 * a reader need not look at kinds again; asking for a field that the vocabulary does not have is a fault of the program.
 */
public final class Component {

    private final ComponentType type;
    private final Place place;
    private final Map<String, Object> fields;
    private final Map<String, Integer> lines;
    private final Map<String, @Nullable Object> parameters;

    Component(
            ComponentType type,
            Place place,
            Map<String, Object> fields,
            Map<String, Integer> lines,
            Map<String, @Nullable Object> parameters) {
        this.type = type;
        this.place = place;
        this.fields = Collections.unmodifiableMap(fields);
        this.lines = Map.copyOf(lines);
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /** As {@link #of(String, Map, Place)}, at the root. */
    public static Component of(String type, Map<String, ? extends @Nullable Object> fields) {
        return of(type, fields, Place.ROOT);
    }

    /**
     * A component of given fields, checked against the vocabulary.
     *
     * @param fields plain JSON; children as components, lists or maps of components, or plain JSON
     * @throws SpecException with every problem
     */
    public static Component of(String type, Map<String, ? extends @Nullable Object> fields, Place place) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
        all.put("type", type);
        return ofJson(all, place);
    }

    /**
     * A component of plain JSON that names its type, its parameters handed down.
     *
     * @throws SpecException with every problem
     */
    public static Component ofJson(Map<String, ? extends @Nullable Object> json, Place place) {
        Problems problems = new Problems();
        Optional<Component> component = new ComponentReader(problems, false).any(Written.of(json, place.line()), place);
        problems.throwIfAny();
        return component.orElseThrow();
    }

    /**
     * As {@link #ofJson}, with the parameters of an outer component, which win over the component's own if so asked.
     *
     * @throws SpecException with every problem
     */
    public static Component ofJson(
            Map<String, ? extends @Nullable Object> json,
            Place place,
            Map<String, ? extends @Nullable Object> parameters,
            boolean outerParametersWin) {
        Problems problems = new Problems();
        Written written = Written.of(json, place.line());
        Optional<Component> component = new ComponentReader(problems, outerParametersWin)
                .any(written, place, ComponentReader.written(parameters, place.line()));
        problems.throwIfAny();
        return component.orElseThrow();
    }

    /**
     * The component that a text holds at its root; what is wrong is gathered. Empty only if nothing can be made of it.
     *
     * @param typeOrRole what is asked for; it need not name its type where only one fits
     */
    public static Optional<Component> read(Written written, String typeOrRole, Place place, Problems problems) {
        return new ComponentReader(problems, false)
                .read(written, new Kind.Child(typeOrRole, Optional.empty()), place, Map.of());
    }

    /** The same with another value of a field, which must be of the field's kind: plain JSON, a component, or a list of them. */
    public Component with(String field, Object value) {
        Optional<Field> unused = known(field);
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new Component(type, place, changed, lines, parameters);
    }

    public String type() {
        return type.name();
    }

    public Place place() {
        return place;
    }

    /** Where a field was written; where the component was, if the field was left out. */
    public Place place(String field) {
        return place.field(field, lines.getOrDefault(field, place.line()));
    }

    /** Whether the component fits where a type or role is asked for. */
    public boolean is(String typeOrRole) {
        return type.name().equals(typeOrRole) || type.roles().contains(typeOrRole);
    }

    /** Whether a field was written here or comes from a parameter; a default does not count. */
    public boolean has(String field) {
        known(field);
        return fields.containsKey(field);
    }

    /** The names of the fields that were written here or come from a parameter. */
    public List<String> fields() {
        return List.copyOf(fields.keySet());
    }

    /**
     * The written text, perhaps a template; numbers and booleans as text.
     *
     * @throws SpecException if there is none, or another sort of value
     */
    public String text(String field) {
        return scalar(field).map(String::valueOf).orElseThrow(() -> missing(field));
    }

    /** As {@link #text}; empty also where the text is. */
    public Optional<String> optionalText(String field) {
        return scalar(field).map(String::valueOf).filter(text -> !text.isEmpty());
    }

    /**
     * A whole number.
     *
     * @throws SpecException if there is none, or a template
     */
    public long number(String field) {
        return optionalNumber(field).orElseThrow(() -> missing(field));
    }

    /** @throws SpecException if the field holds a template */
    public OptionalLong optionalNumber(String field) {
        Optional<BigDecimal> number = scalar(field).map(value -> toDecimal(field, value));
        try {
            return number.isPresent() ? OptionalLong.of(number.get().longValueExact()) : OptionalLong.empty();
        } catch (ArithmeticException e) {
            throw refuse(
                    field, "'" + number.orElseThrow() + "' is not a whole number of 64 bits", "write a whole number");
        }
    }

    /** @throws SpecException if there is no number, or a template */
    public BigDecimal decimal(String field) {
        return scalar(field).map(value -> toDecimal(field, value)).orElseThrow(() -> missing(field));
    }

    /** A boolean; false where neither it nor a default is given. */
    public boolean flag(String field) {
        return scalar(field).map(Boolean.TRUE::equals).orElse(false);
    }

    /** Any value as plain JSON; texts in it may be templates. Components in it stay components. */
    public Optional<Object> optionalValue(String field) {
        Object value = fields.get(field);
        return value != null ? Optional.of(value) : known(field).flatMap(Field::byDefault);
    }

    /** A list of any JSON, or the one value of a field that may hold either; empty where there is none. */
    @SuppressWarnings("unchecked") // ComponentReader makes lists without nulls
    public List<Object> values(String field) {
        return optionalValue(field)
                .map(value -> value instanceof List<?> list ? (List<Object>) list : List.of(value))
                .orElse(List.of());
    }

    /** A list of texts, or the one text of a field that may hold either; empty where there is none. */
    public List<String> texts(String field) {
        return values(field).stream().map(String::valueOf).toList();
    }

    /** @throws SpecException if there is none */
    public Component child(String field) {
        return optionalChild(field).orElseThrow(() -> missing(field));
    }

    /** The one component of a field; empty also where the field holds another sort of value. */
    public Optional<Component> optionalChild(String field) {
        return optionalValue(field).filter(Component.class::isInstance).map(Component.class::cast);
    }

    /** The components of a field that holds one or a list of them; empty where there is none. */
    public List<Component> children(String field) {
        return values(field).stream()
                .filter(Component.class::isInstance)
                .map(Component.class::cast)
                .toList();
    }

    /** The components of a field that holds an object of them, by name. */
    public Map<String, Component> childrenByName(String field) {
        Map<String, Component> children = new LinkedHashMap<>();
        if (optionalValue(field).orElse(Map.of()) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value instanceof Component child) {
                    children.put(String.valueOf(name), child);
                }
            });
        }
        return children;
    }

    /** {@code $parameters} in scope, the own before those from further out. */
    public Map<String, @Nullable Object> parameters() {
        return parameters;
    }

    /** The component as plain JSON, with what came from parameters; {@link #ofJson} makes the same of it. Defaults are left out. */
    public Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", type.name());
        fields.forEach((name, value) -> json.put(name, plain(value)));
        if (!parameters.isEmpty()) {
            json.put("$parameters", parameters);
        }
        return json;
    }

    /** An error about a field that names its place. */
    public SpecException refuse(String field, String what, String mend) {
        return new SpecException(place(field), what, mend);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Component that && toJson().equals(that.toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    /** Type and place only: fields may hold secrets. */
    @Override
    public String toString() {
        return type.name() + " at " + place;
    }

    private Optional<Object> scalar(String field) {
        Optional<Object> value = optionalValue(field);
        if (value.isPresent() && !isScalar(value.get())) {
            throw refuse(field, "a single value is wanted here, not an object or list", "write a single value");
        }
        return value;
    }

    private static boolean isScalar(Object value) {
        return !(value instanceof Map || value instanceof List || value instanceof Component);
    }

    private BigDecimal toDecimal(String field, Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        throw refuse(field, "a number is wanted here", "write a number");
    }

    private Optional<Field> known(String field) {
        Field known = type.fields().get(field);
        if (known == null && !type.open()) {
            throw new IllegalArgumentException("The vocabulary has no field " + type.name() + "." + field);
        }
        return Optional.ofNullable(known);
    }

    private SpecException missing(String field) {
        return refuse(field, type.name() + " needs '" + field + "'", "add it");
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Component component) {
            return component.toJson();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, item) -> plain.put(String.valueOf(name), plain(item)));
            return plain;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        return value;
    }
}
