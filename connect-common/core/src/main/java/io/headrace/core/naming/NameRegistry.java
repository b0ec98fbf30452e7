package io.headrace.core.naming;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of one scope (the columns of a table, say): each text has one name, no two texts share one, and a name once given stays.
 *
 * <p>Where two texts fit to the same name, the first to come keeps it and the other's carries the mark of its text ({@code _} and six hexadecimal digits), so that names
 * depend on the order of arrival as little as they can. Targets remember the names and seed the next registry with them.
 */
public final class NameRegistry {

    private final NameFitter fitter;
    private final Map<String, String> byRaw = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** @param remembered names by the texts they were given to; taken as they are, whatever the rules say now */
    public NameRegistry(NameFitter fitter, Map<String, String> remembered) {
        this(fitter, remembered, Set.of());
    }

    /** @param reserved names that the target keeps for itself and no text gets */
    public NameRegistry(NameFitter fitter, Map<String, String> remembered, Set<String> reserved) {
        this.fitter = fitter;
        reserved.forEach(name -> taken.add(fitter.folded(name)));
        remembered.forEach(this::give);
    }

    /** The name of a text, the same at every call. */
    public String nameOf(String raw) {
        return nameOf(raw, raw);
    }

    /** @param wish what the name should be like, where that is not the text itself */
    public String nameOf(String raw, String wish) {
        String known = byRaw.get(raw);
        if (known != null) {
            return known;
        }
        String name = fitter.fit(wish);
        if (isTaken(name)) {
            String mark = NameFitter.mark(raw);
            String plain = name;
            name = fitter.marked(plain, mark);
            for (int i = 2; isTaken(name); i++) {
                name = fitter.marked(plain, mark + "_" + i);
            }
        }
        give(raw, name);
        return name;
    }

    private boolean isTaken(String name) {
        return taken.contains(fitter.folded(name));
    }

    private void give(String raw, String name) {
        byRaw.put(raw, name);
        taken.add(fitter.folded(name));
    }
}
