package io.headrace.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row whose values lie in a piece of a byte array, which it shares with others: one object for the collector to move where there were some dozen. Every value is made anew when it is
 * asked for. Made by a {@link RowPacker}.
 *
 * <p>First the distance of each value from the row's beginning, two bytes each; then, per value, a byte that tells its class and its bytes.
 */
final class PackedRow implements Row {

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final byte IS_NULL = 0;
    static final byte IS_UNAVAILABLE = 1;
    static final byte IS_FALSE = 2;
    static final byte IS_TRUE = 3;
    static final byte IS_BYTE = 4;
    static final byte IS_SHORT = 5;
    static final byte IS_INT = 6;
    static final byte IS_LONG = 7;
    static final byte IS_FLOAT = 8;
    static final byte IS_DOUBLE = 9;
    static final byte IS_SMALL_DECIMAL = 10;
    static final byte IS_DECIMAL = 11;
    static final byte IS_TEXT = 12;
    static final byte IS_BYTES = 13;
    static final byte IS_UUID = 14;

    private final RowSchema schema;
    private final byte[] chunk;
    private final int start;

    PackedRow(RowSchema schema, byte[] chunk, int start) {
        this.schema = schema;
        this.chunk = chunk;
        this.start = start;
    }

    @Override
    public RowSchema schema() {
        return schema;
    }

    @Override
    public boolean lacks(int index) {
        return chunk[at(index)] == IS_UNAVAILABLE;
    }

    @Override
    public @Nullable Object[] values() {
        @Nullable Object[] values = new Object[schema.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i);
        }
        return values;
    }

    @Override
    public @Nullable Object value(int index) {
        int tag = at(index);
        int at = tag + 1;
        return switch (chunk[tag]) {
            case IS_NULL -> null;
            case IS_UNAVAILABLE -> UNAVAILABLE;
            case IS_FALSE -> false;
            case IS_TRUE -> true;
            case IS_BYTE -> chunk[at];
            case IS_SHORT -> (short) SHORT.get(chunk, at);
            case IS_INT -> (int) INT.get(chunk, at);
            case IS_LONG -> (long) LONG.get(chunk, at);
            case IS_FLOAT -> Float.intBitsToFloat((int) INT.get(chunk, at));
            case IS_DOUBLE -> Double.longBitsToDouble((long) LONG.get(chunk, at));
            case IS_SMALL_DECIMAL ->
                BigDecimal.valueOf((long) LONG.get(chunk, at + Integer.BYTES), (int) INT.get(chunk, at));
            case IS_DECIMAL ->
                new BigDecimal(
                        new BigInteger(chunk, at + 2 * Integer.BYTES, (int) INT.get(chunk, at + Integer.BYTES)),
                        (int) INT.get(chunk, at));
            case IS_TEXT -> new String(chunk, at + Integer.BYTES, (int) INT.get(chunk, at), UTF_8);
            case IS_BYTES ->
                Arrays.copyOfRange(chunk, at + Integer.BYTES, at + Integer.BYTES + (int) INT.get(chunk, at));
            case IS_UUID -> new UUID((long) LONG.get(chunk, at), (long) LONG.get(chunk, at + Long.BYTES));
            default -> throw new IllegalStateException("No value begins with " + chunk[tag]);
        };
    }

    private int at(int index) {
        return start + ((short) SHORT.get(chunk, start + index * Short.BYTES) & 0xFFFF);
    }

    @Override
    public String toString() {
        return Row.describe(schema);
    }
}
