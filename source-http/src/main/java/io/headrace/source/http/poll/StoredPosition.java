package io.headrace.source.http.poll;

import io.headrace.http.read.Position;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The offset of a record: the position behind it, and what was learnt of the stream's schema.
 *
 * <p>Its texts are made when Connect stores it, which it does for one record of many. Connect also keeps records in hash maps; so that this does not make the texts of every record, two offsets
 * are equal only if they are the same.
 */
final class StoredPosition extends AbstractMap<String, Object> {

    /** Beside the keys of a position. */
    static final String SCHEMA = "schema";

    private static final String DECLARATION = "cfg";

    /** A character as an escape. */
    private static final long ESCAPED = 6;

    private final Position position;
    private final String schema;

    StoredPosition(Position position, String schema) {
        this.position = position;
        this.schema = schema;
    }

    /** The position in a stored offset. */
    static Position position(Map<String, ?> offset) {
        Map<String, Object> own = new LinkedHashMap<>(offset);
        own.remove(SCHEMA);
        return Position.parse(own);
    }

    /** A hash of the declaration under which an offset was stored. */
    static String declaration(Map<String, ?> offset) {
        return String.valueOf(offset.get(DECLARATION));
    }

    static Optional<String> schema(Map<String, ?> offset) {
        return Optional.ofNullable(offset.get(SCHEMA)).map(String::valueOf);
    }

    /** How many bytes it takes at the most; told without making its texts. */
    long mostBytes() {
        return position.mostBytes() + SCHEMA.length() + ESCAPED * schema.length();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>(position.toMap());
        if (!schema.isEmpty()) {
            all.put(SCHEMA, schema);
        }
        return all.entrySet();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
