package io.headrace.testkit.simulate;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator meant by a record it sent; the model knows nothing else.
 *
 * @param key the row it is about, or -1 when it has none
 * @param op as in the column of that name
 * @param values the fields it sets; a field that is not here keeps its value
 */
record Fact(TopicPartition at, long offset, Kind kind, long key, String op, Map<String, @Nullable Object> values) {

    enum Kind {
        /** A row as it is now. */
        ROW,
        DELETE,
        /** The tombstone behind a delete event. */
        ECHO,
        /** Must be in dead letters, and nowhere else. */
        POISON
    }

    @Override
    public String toString() {
        return at + "@" + offset + " " + kind + " " + op + " id=" + key + " " + values;
    }
}
