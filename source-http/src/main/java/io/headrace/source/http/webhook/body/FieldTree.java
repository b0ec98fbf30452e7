package io.headrace.source.http.webhook.body;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that are wanted of every event, as a tree of names, so that everything else is passed over. Immutable once built. */
public final class FieldTree {

    /** One name on the way to a field. */
    static final class Node {
        private final Map<String, Node> children = new HashMap<>();
        private int slot = -1;

        @Nullable Node child(String name) {
            return children.get(name);
        }

        /** Where the value goes; negative when only what is below is wanted. */
        int slot() {
            return slot;
        }

        boolean isLeaf() {
            return children.isEmpty();
        }
    }

    private final Node root = new Node();
    private final Map<String, Integer> slots = new HashMap<>();

    /** @param paths the way to each field, names with dots between them */
    public FieldTree(Collection<String> paths) {
        for (String path : paths) {
            Node node = root;
            for (String step : path.split("\\.", -1)) {
                node = node.children.computeIfAbsent(step, name -> new Node());
            }
            node.slot = slots.computeIfAbsent(path, name -> slots.size());
        }
    }

    Node root() {
        return root;
    }

    int size() {
        return slots.size();
    }

    /** The slot of a field, negative when it is not wanted. */
    int slot(String path) {
        return slots.getOrDefault(path, -1);
    }
}
