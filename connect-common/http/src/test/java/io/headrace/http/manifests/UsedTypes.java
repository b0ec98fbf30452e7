package io.headrace.http.manifests;

import io.headrace.http.spec.ComponentType;
import io.headrace.http.spec.Field;
import io.headrace.http.spec.Kind;
import io.headrace.http.spec.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which types of components a declaration uses, those included that it need not name. */
final class UsedTypes {
    private final Map<String, @Nullable Object> whole;
    private final Set<String> used = new TreeSet<>();

    private UsedTypes(Map<String, @Nullable Object> whole) {
        this.whole = whole;
    }

    static Set<String> of(Map<String, @Nullable Object> declaration) {
        UsedTypes types = new UsedTypes(declaration);
        types.component(declaration, "DeclarativeSource");
        return types.used;
    }

    private void component(Map<?, ?> fields, String byDefault) {
        String name = fields.get("type") instanceof String said ? said : byDefault;
        ComponentType type = Vocabulary.standard()
                .find(name)
                .orElseThrow(() -> new AssertionError("There is no component " + name + ": " + fields));
        used.add(name);
        for (Field field : type.fields().values()) {
            value(fields.get(field.name()), field.kind());
        }
    }

    private void value(@Nullable Object written, Kind kind) {
        Object value = resolved(written);
        if (kind instanceof Kind.Child child && value instanceof Map<?, ?> fields) {
            component(fields, child.byDefault().orElse(child.name()));
        } else if (kind instanceof Kind.ListOf list && value instanceof List<?> items) {
            items.forEach(item -> value(item, list.item()));
        } else if (kind instanceof Kind.MapOf map && value instanceof Map<?, ?> fields) {
            fields.values().forEach(item -> value(item, map.value()));
        } else if (kind instanceof Kind.Either either) {
            chosen(either, value).ifPresent(one -> value(value, one));
        }
    }

    private static Optional<Kind> chosen(Kind.Either either, @Nullable Object value) {
        return either.kinds().stream()
                .filter(kind -> value instanceof List<?> ? kind instanceof Kind.ListOf : kind instanceof Kind.Child)
                .findFirst();
    }

    /** A field beside a reference replaces what the reference brings. */
    private @Nullable Object resolved(@Nullable Object written) {
        if (!(written instanceof Map<?, ?> fields) || !(fields.get("$ref") instanceof String reference)) {
            return written;
        }
        Object target = whole;
        for (String step : reference.substring("#/".length()).split("/")) {
            target = target instanceof List<?> list
                    ? list.get(Integer.parseInt(step))
                    : target instanceof Map<?, ?> map ? map.get(step) : null;
        }
        if (!(resolved(target) instanceof Map<?, ?> base)) {
            throw new AssertionError("Nothing at " + reference);
        }
        Map<Object, @Nullable Object> merged = new LinkedHashMap<>(base);
        fields.forEach((name, value) -> merged.put(name, value));
        merged.remove("$ref");
        return merged;
    }
}
