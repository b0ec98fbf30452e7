package io.headrace.http.transform;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Numbers in texts, with their digits. */
final class Numbers {

    private Numbers() {}

    /** A whole number as {@link Long} or {@link BigInteger}; digits behind the point are cut. */
    static Optional<Number> whole(String text) {
        return decimal(text).filter(number -> Math.abs(number.scale()) < 1000).map(number -> {
            BigInteger whole = number.toBigInteger();
            return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
        });
    }

    /** A number as {@link Long} where it is a whole one that was written so, otherwise as {@link BigDecimal}. */
    static Optional<Number> number(String text) {
        return decimal(text)
                .map(number -> number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE
                        ? (Number) number.longValue()
                        : number);
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text.trim()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
