package io.headrace.http.spec;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import java.util.List;
import java.util.stream.Collectors;

/** A declaration that cannot be used, with every problem that was found in it. */
public final class SpecException extends HeadraceException {

    private static final long serialVersionUID = 1L;

    private final List<Problem> problems;

    public SpecException(Place place, String what, String mend) {
        this(List.of(new Problem(place, what, mend)));
    }

    /** @param problems at least one */
    public SpecException(List<Problem> problems) {
        super(ErrorClass.CONFIG, problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
