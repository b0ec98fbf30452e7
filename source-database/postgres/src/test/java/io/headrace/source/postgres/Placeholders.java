package io.headrace.source.postgres;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.connect.data.Struct;

/** The forms of the placeholder, written down once more from its text, by hand. */
final class Placeholders {

    static final String TEXT = "__debezium_unavailable_value";
    static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);
    static final List<Long> NUMBERS = TEXT.chars().mapToObj(c -> (long) c).toList();
    static final List<Boolean> BITS = bits();
    static final List<Object> ONE =
            List.of(TEXT, BYTES, UUID.nameUUIDFromBytes(BYTES).toString(), "{\"" + TEXT + "\":\"" + TEXT + "\"}");

    private Placeholders() {}

    /** The number that one element of a list stands for. */
    static Object number(Object element) {
        if (element instanceof BigDecimal decimal) {
            return Arrays.equals(decimal.unscaledValue().toByteArray(), BYTES) ? TEXT : decimal;
        }
        return element instanceof Number number ? number.longValue() : element;
    }

    static boolean same(Object form, Object value) {
        if (value instanceof BigDecimal decimal) {
            return Arrays.equals(decimal.unscaledValue().toByteArray(), BYTES);
        }
        if (value instanceof Struct struct) {
            return Arrays.equals(struct.getBytes("value"), BYTES);
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.equals(ByteBuffer.wrap(BYTES));
        }
        return form instanceof byte[] bytes && value instanceof byte[] other
                ? Arrays.equals(bytes, other)
                : form.equals(value);
    }

    private static List<Boolean> bits() {
        List<Boolean> bits = new ArrayList<>();
        for (byte each : BYTES) {
            for (char bit : String.format("%8s", Integer.toBinaryString(each))
                    .replace(' ', '0')
                    .toCharArray()) {
                bits.add(bit == '1');
            }
        }
        return bits;
    }
}
