package io.headrace.http.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every type of component with its fields: Airbyte's low-code language, and what is ours. */
public final class Vocabulary {

    private static final Vocabulary STANDARD = read("vocabulary.txt");

    private final Map<String, ComponentType> types;

    private Vocabulary(Map<String, ComponentType> types) {
        this.types = types;
    }

    public static Vocabulary standard() {
        return STANDARD;
    }

    /** All types, in the order of the reference. */
    public Collection<ComponentType> types() {
        return types.values();
    }

    public Optional<ComponentType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** @throws SpecException if there is no such type */
    ComponentType type(String name, Place place) {
        ComponentType type = types.get(name);
        if (type == null) {
            throw new SpecException(
                    place,
                    "there is no component '" + name + "'",
                    Nearest.mend(name, types.keySet(), "docs/reference/http-components.md lists all"));
        }
        return type;
    }

    /** The types that fit where a type or role is asked for. */
    public List<ComponentType> fitting(String typeOrRole) {
        return types.values().stream()
                .filter(type -> type.name().equals(typeOrRole) || type.roles().contains(typeOrRole))
                .toList();
    }

    private static Vocabulary read(String resource) {
        try (InputStream in = Objects.requireNonNull(Vocabulary.class.getResourceAsStream(resource), resource)) {
            return new Vocabulary(VocabularyText.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
