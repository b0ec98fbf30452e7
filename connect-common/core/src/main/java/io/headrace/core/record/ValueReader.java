package io.headrace.core.record;

/** Turns one value, as Connect holds it, into the canonical value of its {@link DataType}; never asked to read null. */
interface ValueReader {

    /** The canonical form and Connect's own are one and the same. */
    ValueReader SAME = value -> value;

    /** @throws BadValueException when the value has no canonical form */
    Object read(Object value);
}
