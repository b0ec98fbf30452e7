package io.headrace.http.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the value of a field by its kind. Numbers and booleans that were written as text are taken for what they say. */
final class ValueReader {

    private final ComponentReader components;
    private final Problems problems;

    ValueReader(ComponentReader components, Problems problems) {
        this.components = components;
        this.problems = problems;
    }

    /** Empty if the value does not fit, which is then among the problems. */
    Optional<Object> read(Written value, Kind kind, Place place, Map<String, Written> parameters) {
        Kind fitting = kind instanceof Kind.Either either ? choose(value, either) : kind;
        if (fitting instanceof Kind.Child child) {
            return components.read(value, child, place, parameters).map(made -> made);
        }
        if (fitting instanceof Kind.ListOf list && value instanceof Written.Arr arr) {
            return list(arr, list.item(), place, parameters);
        }
        if (fitting instanceof Kind.MapOf map && value instanceof Written.Obj obj) {
            return map(obj, map.value(), place, parameters);
        }
        Optional<Object> read = simple(value, fitting);
        if (read.isEmpty()) {
            problems.add(place, describe(value) + " does not fit here", "write " + article(kind.describe()));
        }
        return read;
    }

    private Optional<Object> list(Written.Arr arr, Kind item, Place place, Map<String, Written> parameters) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < arr.items().size(); i++) {
            Written each = arr.items().get(i);
            read(each, item, place.item(i, each.line()), parameters).ifPresent(items::add);
        }
        return Optional.of(List.copyOf(items));
    }

    private Optional<Object> map(Written.Obj obj, Kind value, Place place, Map<String, Written> parameters) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        obj.fields().forEach((name, each) -> {
            if (each instanceof Written.Scalar scalar && scalar.value() == null) {
                fields.put(name, null);
            } else {
                read(each, value, place.field(name, each.line()), parameters).ifPresent(read -> fields.put(name, read));
            }
        });
        return Optional.of(fields);
    }

    private static Optional<Object> simple(Written value, Kind kind) {
        if (kind == Kind.Basic.ANY) {
            return Optional.ofNullable(value.plain());
        }
        if (kind == Kind.Basic.OBJECT) {
            return value instanceof Written.Obj obj ? Optional.of(obj.plain()) : Optional.empty();
        }
        if (!(value instanceof Written.Scalar scalar) || scalar.value() == null) {
            return Optional.empty();
        }
        Object plain = scalar.value();
        if (kind instanceof Kind.Choice choice) {
            return Optional.of(plain).filter(word -> choice.words().contains(String.valueOf(word)));
        }
        if (!(kind instanceof Kind.Basic basic)) {
            return Optional.empty();
        }
        return switch (basic) {
            case TEXT, TEMPLATE -> Optional.of(plain).filter(text -> !(text instanceof Component));
            case INTEGER -> number(plain).filter(number -> !(number instanceof BigDecimal));
            case NUMBER -> number(plain);
            case BOOLEAN -> flag(plain);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> number(Object plain) {
        if (plain instanceof Long || plain instanceof BigInteger || plain instanceof BigDecimal) {
            return Optional.of(plain);
        }
        if (plain instanceof String text && text.matches("-?\\d{1,18}")) {
            return Optional.of(Long.valueOf(text));
        }
        if (plain instanceof String text && text.matches("-?\\d{1,18}\\.\\d{1,18}")) {
            return Optional.of(new BigDecimal(text));
        }
        return Optional.empty();
    }

    private static Optional<Object> flag(Object plain) {
        if (plain instanceof Boolean) {
            return Optional.of(plain);
        }
        return plain.equals("true") || plain.equals("false")
                ? Optional.of(Boolean.valueOf(plain.toString()))
                : Optional.empty();
    }

    /** The kind that a value was meant for; the last one where none fits. */
    private static Kind choose(Written value, Kind.Either either) {
        Kind chosen = either.kinds().get(either.kinds().size() - 1);
        for (Kind kind : either.kinds()) {
            if (meant(value, kind)) {
                return kind;
            }
        }
        return chosen;
    }

    private static boolean meant(Written value, Kind kind) {
        if (kind instanceof Kind.Child child) {
            return value instanceof Written.Obj
                    || value instanceof Written.Scalar scalar
                            && scalar.value() instanceof Component made
                            && made.is(child.name());
        }
        if (kind instanceof Kind.ListOf list) {
            return value instanceof Written.Arr arr
                    && (arr.items().isEmpty()
                            || !(list.item() instanceof Kind.Basic || list.item() instanceof Kind.ListOf)
                            || list.item() instanceof Kind.ListOf == arr.items().get(0) instanceof Written.Arr);
        }
        if (kind instanceof Kind.MapOf) {
            return value instanceof Written.Obj;
        }
        return simple(value, kind).isPresent();
    }

    private static String describe(Written value) {
        if (value instanceof Written.Obj) {
            return "an object";
        }
        if (value instanceof Written.Arr) {
            return "a list";
        }
        Object plain = value.plain();
        if (plain instanceof Component component) {
            return component.type();
        }
        return plain instanceof String text ? "'" + shortened(text) + "'" : String.valueOf(plain);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    private static String article(String kind) {
        if (kind.startsWith("one of ")) {
            return kind;
        }
        return ("aeio".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ") + kind;
    }
}
