package io.headrace.http.wire;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An object of JSON as it was parsed: its values, and the {@link Names} that it shares with others. Immutable, and a fraction of the size of other maps. */
public final class JsonObject extends AbstractMap<String, @Nullable Object> {

    private final Names names;
    private final @Nullable Object[] values;

    JsonObject(Names names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
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
