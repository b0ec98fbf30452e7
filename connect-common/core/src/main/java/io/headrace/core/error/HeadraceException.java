package io.headrace.core.error;

import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** An error that knows its {@link ErrorClass}. The message says what is wrong, the value, what is allowed, and the mend; it never holds a secret or a row's values. */
public class HeadraceException extends ConnectException {

    private static final long serialVersionUID = 1L;

    private final ErrorClass errorClass;

    public HeadraceException(ErrorClass errorClass, String message) {
        super(message);
        this.errorClass = errorClass;
    }

    public HeadraceException(ErrorClass errorClass, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.errorClass = errorClass;
    }

    public static HeadraceException poison(String message) {
        return new HeadraceException(ErrorClass.POISON, message);
    }

    public static HeadraceException config(String message) {
        return new HeadraceException(ErrorClass.CONFIG, message);
    }

    public static HeadraceException transientFailure(String message, Throwable cause) {
        return new HeadraceException(ErrorClass.TRANSIENT, message, cause);
    }

    public ErrorClass errorClass() {
        return errorClass;
    }
}
