package io.headrace.source.postgres.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What stands in for a value that an update left alone and that Postgres therefore did not send (TOAST). The forms are Debezium's
 * ({@code unavailable.value.placeholder}), continued to the types it has none for: always the text, its bytes, or its bytes as numbers.
 */
public final class Placeholder {

    /** Debezium's default; it is not configurable here, so that every sink knows it. */
    public static final String TEXT = "__debezium_unavailable_value";

    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    private Placeholder() {}

    static byte[] bytes() {
        return BYTES.clone();
    }

    /** The number whose unscaled bytes are the placeholder's. */
    static BigDecimal decimal(int scale) {
        return new BigDecimal(new BigInteger(BYTES), scale);
    }

    /** Each byte as a number. */
    static List<Object> numbers(IntFunction<Object> form) {
        List<Object> numbers = new ArrayList<>(BYTES.length);
        for (byte each : BYTES) {
            numbers.add(form.apply(each));
        }
        return numbers;
    }

    /** Each bit as a truth value, the most significant one of each byte first. */
    static List<Object> bits() {
        List<Object> bits = new ArrayList<>(BYTES.length * Byte.SIZE);
        for (byte each : BYTES) {
            for (int bit = Byte.SIZE - 1; bit >= 0; bit--) {
                bits.add((each >> bit & 1) == 1);
            }
        }
        return bits;
    }
}
