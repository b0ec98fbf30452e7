package io.headrace.http.spec;

import io.headrace.core.config.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Nearest {

    private Nearest() {}

    /** The nearest of some names, if it is near: one letter in three may differ. */
    public static Optional<String> to(String name, Collection<String> names) {
        int near = Math.max(1, name.length() / 3);
        return names.stream()
                .filter(other -> EditDistance.between(name, other) <= near)
                .min(Comparator.comparingInt(other -> EditDistance.between(name, other)));
    }

    /** "write 'x'" where one is near, else what is given. */
    public static String mend(String name, Collection<String> names, String otherwise) {
        return to(name, names)
                .map(near -> "write '" + near + "' if that is meant")
                .orElse(otherwise);
    }
}
