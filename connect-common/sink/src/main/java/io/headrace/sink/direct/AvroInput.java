package io.headrace.sink.direct;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Avro's binary encoding (Avro specification, "Binary encoding"), read from an array. What is cut short ends in an {@link IndexOutOfBoundsException}. */
final class AvroInput {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle NETWORK_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int LONGEST_VARINT_SHIFT = 63;

    private final byte[] bytes;
    private int at;

    AvroInput(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    int left() {
        return bytes.length - at;
    }

    int bigEndianInt() {
        int value = (int) NETWORK_INT.get(bytes, at);
        at += Integer.BYTES;
        return value;
    }

    boolean bool() {
        return bytes[at++] != 0;
    }

    int integer() {
        return (int) longInteger();
    }

    /** Seven bits a byte, least significant first; the lowest bit is the sign. */
    long longInteger() {
        byte b = bytes[at++];
        long bits = b & 0x7F;
        for (int shift = 7; b < 0; shift += 7) {
            if (shift > LONGEST_VARINT_SHIFT) {
                throw new UnreadableException("holds an integer of more than 64 bits; it is not of its schema");
            }
            b = bytes[at++];
            bits |= (long) (b & 0x7F) << shift;
        }
        return bits >>> 1 ^ -(bits & 1);
    }

    float float32() {
        float value = Float.intBitsToFloat((int) INT.get(bytes, at));
        at += Float.BYTES;
        return value;
    }

    double float64() {
        double value = Double.longBitsToDouble((long) LONG.get(bytes, at));
        at += Double.BYTES;
        return value;
    }

    String text() {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    byte[] bytes() {
        return fixed(length());
    }

    byte[] fixed(int size) {
        if (size > left()) {
            throw new IndexOutOfBoundsException(size);
        }
        byte[] value = Arrays.copyOfRange(bytes, at, at + size);
        at += size;
        return value;
    }

    private int length() {
        long length = longInteger();
        if (length < 0 || length > left()) {
            throw new IndexOutOfBoundsException();
        }
        return (int) length;
    }

    /** How many items the next block of an array or map has; 0 at its end. */
    int block() {
        long count = longInteger();
        if (count < 0) {
            count = -count;
            // The block's size in bytes, for those who skip it.
            longInteger();
        }
        // Each item takes a byte at least; a claim of more is no reason to make room for them.
        if (count < 0 || count > left()) {
            throw new IndexOutOfBoundsException();
        }
        return (int) count;
    }
}
