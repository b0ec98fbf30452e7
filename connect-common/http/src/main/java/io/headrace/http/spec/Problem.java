package io.headrace.http.spec;

import java.io.Serializable;

/**
 * One thing that is wrong with a declaration.
 *
 * @param what what is wrong, with the value and what is allowed; no full stop
 * @param mend what to do about it; no full stop
 */
public record Problem(Place place, String what, String mend) implements Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        return place + ": " + what + "; " + mend + ".";
    }
}
