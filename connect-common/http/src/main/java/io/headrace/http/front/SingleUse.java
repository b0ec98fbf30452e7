package io.headrace.http.front;

import io.headrace.http.declare.Declaration;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Place;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds logins whose refresh token works once: each answer brings the next one, which must be kept somewhere. */
final class SingleUse {

    private SingleUse() {}

    /** The place of the first one. */
    static Optional<Place> in(Declaration declaration) {
        return in(declaration.streams()).or(() -> in(declaration.dynamicStreams()));
    }

    private static Optional<Place> in(@Nullable Object value) {
        if (value instanceof Component component) {
            return component.type().equals("OAuthAuthenticator") && component.has("refresh_token_updater")
                    ? Optional.of(component.place())
                    : in(component.fields().stream()
                            .flatMap(field -> component.optionalValue(field).stream())
                            .toList());
        }
        if (value instanceof Map<?, ?> map) {
            return in(map.values());
        }
        return value instanceof Collection<?> items
                ? items.stream().flatMap(item -> in(item).stream()).findFirst()
                : Optional.empty();
    }
}
