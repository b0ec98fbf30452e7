package io.headrace.files.format;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.schema.Column;

/** A value that its column's type cannot hold. Encoders throw it with the reason; {@link #in} adds the column. Never holds the value. */
public final class UnfitValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnfitValueException(String reason) {
        super(reason);
    }

    public static UnfitValueException wrongClass(Object value, ClassCastException cause) {
        UnfitValueException unfit = new UnfitValueException(
                "a " + value.getClass().getSimpleName() + " is not the canonical form of that type");
        unfit.initCause(cause);
        return unfit;
    }

    /** This error as one of a row that can go to dead letters. */
    public HeadraceException in(Column column) {
        return new HeadraceException(
                ErrorClass.POISON,
                "Column '" + column.name() + "' of type " + column.type() + " cannot hold a value: " + getMessage(),
                this);
    }
}
