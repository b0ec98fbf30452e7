package io.headrace.http.spec;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a declaration, so that all of it is said at once. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(Place place, String what, String mend) {
        found.add(new Problem(place, what, mend));
    }

    public void addAll(SpecException error) {
        found.addAll(error.problems());
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** How many there are so far; to find out later whether a part had any. */
    public int count() {
        return found.size();
    }

    public List<Problem> asList() {
        return List.copyOf(found);
    }

    /** @throws SpecException with all of them, if there are any */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SpecException(found);
        }
    }
}
