package io.headrace.core.record;

import java.io.Serial;

/** A value that cannot be read. The text says what is allowed and the mend, but neither the value nor its place: {@link #at} adds the place on the way out. */
final class BadValueException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BadValueException(String message) {
        super(message, null, false, false);
    }

    static BadValueException at(String field, RuntimeException e) {
        String what = e instanceof BadValueException ? e.getMessage() : "does not hold what its schema says";
        return new BadValueException("field '" + field + "' " + what);
    }
}
