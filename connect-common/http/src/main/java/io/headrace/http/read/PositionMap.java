package io.headrace.http.read;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A position's texts, made when they are first read. Connect keeps records in hash maps, offsets included; so that it does not need every position's texts for that, the hash is the
 * position's own. Maps with equal texts are equal all the same.
 */
final class PositionMap extends AbstractMap<String, String> {

    private final Position position;

    PositionMap(Position position) {
        this.position = position;
    }

    long mostBytes() {
        return position.mostBytes();
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return position.texts().entrySet();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PositionMap map && map.position == position
                || position.texts().equals(other);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(position);
    }
}
