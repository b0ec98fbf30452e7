package io.headrace.source.http.webhook.body;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    private final List<List<String>> paths;

    /** @param paths the steps to each field; the place in the list is the slot of the value */
    public FieldTree(List<List<String>> paths) {
        this.paths = List.copyOf(paths);
        for (int i = 0; i < paths.size(); i++) {
            Node node = root;
            for (String step : paths.get(i)) {
                node = node.children.computeIfAbsent(step, name -> new Node());
            }
            node.slot = i;
        }
    }

    /** The tree of these fields, each once. */
    public static FieldTree of(Iterable<List<String>> paths) {
        List<List<String>> distinct = new ArrayList<>();
        paths.forEach(path -> {
            if (!distinct.contains(path)) {
                distinct.add(path);
            }
        });
        return new FieldTree(distinct);
    }

    Node root() {
        return root;
    }

    int size() {
        return paths.size();
    }

    /** The slot of a field, negative when it is not wanted. */
    int slot(List<String> path) {
        return paths.indexOf(path);
    }
}
