package io.headrace.http.wire;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An object of JSON as it was parsed: its values, and the {@link Names} that it shares with others. Immutable, and a fraction of the size of other maps. */
public final class JsonObject extends AbstractMap<String, @Nullable Object> {

    static final long REFERENCE = 4;

    /** What an object takes by itself. */
    static final long HEAD = 48;

    private final Names names;
    private final @Nullable Object[] values;
    private final long bytes;

    JsonObject(Names names, @Nullable Object[] values, long bytes) {
        this.names = names;
        this.values = values;
        this.bytes = bytes;
    }

    /** About how much memory a value takes, with all that is in it. */
    public static long bytes(@Nullable Object value) {
        if (value instanceof String text) {
            return HEAD + text.length();
        }
        if (value instanceof JsonObject object) {
            return object.bytes;
        }
        return value instanceof Map || value instanceof List ? others(value) : HEAD;
    }

    private static long others(Object value) {
        long bytes = HEAD;
        for (Object each : value instanceof Map<?, ?> map ? map.values() : (List<?>) value) {
            bytes += (value instanceof Map ? HEAD : REFERENCE) + bytes(each);
        }
        return bytes;
    }

    public Names names() {
        return names;
    }

    /** The value at the place of a name. */
    public @Nullable Object value(int place) {
        return values[place];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && names.indexOf(name) >= 0;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int place = key instanceof String name ? names.indexOf(name) : -1;
        return place < 0 ? null : values[place];
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
        for (int i = 0; i < values.length; i++) {
            action.accept(names.get(i), values[i]);
        }
    }

    @Override
    public Collection<@Nullable Object> values() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
        private int next = 0;

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int place = next++;
            return new SimpleImmutableEntry<>(names.get(place), values[place]);
        }
    }
}
