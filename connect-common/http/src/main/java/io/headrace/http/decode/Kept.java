package io.headrace.http.decode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of a container on the way to the records. */
sealed interface Kept {

    /** Nothing: it lies below a star, where there may be millions like it. */
    record Nothing() implements Kept {

        @Override
        public void put(String name, @Nullable Object value) {
            // That is what it is for.
        }

        @Override
        public Object value() {
            return Map.of();
        }
    }

    /** The fields of an object. */
    record Fields(Map<String, @Nullable Object> value) implements Kept {

        static Fields none() {
            return new Fields(new LinkedHashMap<>());
        }

        @Override
        public void put(String name, @Nullable Object child) {
            value.put(name, child);
        }
    }

    /** The elements of a list. */
    record Elements(List<@Nullable Object> value) implements Kept {

        static Elements none() {
            return new Elements(new ArrayList<>());
        }

        @Override
        public void put(String name, @Nullable Object child) {
            value.add(child);
        }
    }

    void put(String name, @Nullable Object value);

    /** The container as templates see it; still growing. */
    Object value();
}
