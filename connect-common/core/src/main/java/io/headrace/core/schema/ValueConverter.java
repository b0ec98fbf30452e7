package io.headrace.core.schema;

import io.headrace.core.record.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Turns canonical values of one type into canonical values of another, as {@link DataType} defines them. Null and {@link io.headrace.core.record.Row#UNAVAILABLE} stay what they are.
 *
 * <p>Values that the other type cannot hold exactly are refused, never rounded or cut.
 */
@FunctionalInterface
public interface ValueConverter {

    /** Nothing to do: callers may leave it out. */
    ValueConverter SAME = value -> value;

    /** @throws io.headrace.core.error.HeadraceException of class POISON when the value does not fit; the text names the field, never the value */
    @Nullable Object convert(@Nullable Object value);

    /**
     * A converter for every value when {@link TypeLattice#assignable} holds; otherwise one that takes the values that happen to fit (5 from a 64-bit column into an 8-bit one).
     *
     * @param field the name that errors give
     */
    static ValueConverter compile(String field, DataType from, DataType to) {
        return Conversions.compile(field, from, to);
    }
}
