package io.headrace.http.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The names of an object's fields in their order, shared by all objects that have the same: whoever has worked out what to do with one such object knows it for the others. A tree that grows by
 * what is parsed, within bounds; objects beyond them do without. Thread-safe.
 */
public final class Names {

    /** An API's objects have some hundred forms at most. Where there are more, names are data. */
    private static final int MOST_NODES = 10_000;

    private static final int MOST_CHILDREN = 64;
    private static final int MOST_FIELDS = 1_000;
    private static final int FEW = 8;

    private final AtomicInteger nodes;
    private final @Nullable Names parent;
    private final String last;
    private final int size;
    private final Map<String, Names> children = new ConcurrentHashMap<>(2);
    private volatile @Nullable Names lately;
    private volatile String @Nullable [] all;
    private volatile @Nullable Map<String, Integer> places;

    /** How many fields objects have that begin so: a guess. */
    private volatile int likely = FEW;

    private Names(AtomicInteger nodes, @Nullable Names parent, String last, int size) {
        this.nodes = nodes;
        this.parent = parent;
        this.last = last;
        this.size = size;
    }

    /** No names, and the root of a tree of its own. */
    public static Names none() {
        return new Names(new AtomicInteger(), null, "", 0);
    }

    /** Whether the tree has no room for further forms of objects. */
    public boolean isFull() {
        return nodes.get() >= MOST_NODES;
    }

    /** These names and one more; null when there is no room for it, or it is there already. */
    @Nullable Names with(String name) {
        Names recent = lately;
        if (recent != null && recent.last.equals(name)) {
            return recent;
        }
        Names known = children.get(name);
        if (known == null) {
            known = grown(name);
        }
        if (known != null) {
            lately = known;
        }
        return known;
    }

    private @Nullable Names grown(String name) {
        if (isFull() || children.size() >= MOST_CHILDREN || size >= MOST_FIELDS || has(name)) {
            return null;
        }
        nodes.incrementAndGet();
        return children.computeIfAbsent(name, more -> new Names(nodes, this, more, size + 1));
    }

    private boolean has(String name) {
        for (Names node = this; node.parent != null; node = node.parent) {
            if (node.last.equals(name)) {
                return true;
            }
        }
        return false;
    }

    public int size() {
        return size;
    }

    int likely() {
        return likely;
    }

    void ended(int fields) {
        if (likely != fields) {
            likely = fields;
        }
    }

    /** The name at a place. */
    public String get(int place) {
        return all()[place];
    }

    /** The place of a name; -1 when it is not there. */
    public int indexOf(String name) {
        if (size > FEW) {
            Integer place = places().get(name);
            return place == null ? -1 : place;
        }
        return Arrays.asList(all()).indexOf(name);
    }

    private Map<String, Integer> places() {
        Map<String, Integer> known = places;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < size; i++) {
                known.put(get(i), i);
            }
            places = known;
        }
        return known;
    }

    private String[] all() {
        String[] known = all;
        if (known == null) {
            known = new String[size];
            for (Names node = this; node.parent != null; node = node.parent) {
                known[node.size - 1] = node.last;
            }
            all = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return Arrays.toString(all());
    }
}
