package io.headrace.postgres;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing byte buffer in network byte order, the form of Postgres' wire protocol. Reused for a whole COPY: {@link #clear} keeps the memory, {@link #trim} gives back what one
 * very large row took.
 */
final class CopyBuffer {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** A field is at most 1 GB (Postgres' MaxAllocSize); this leaves room for the rows that wait in front of it. */
    private static final int MAX_CAPACITY = (1 << 30) + (1 << 20);

    private final int initialCapacity;
    private byte[] bytes;
    private int size;

    CopyBuffer(int initialCapacity) {
        this.initialCapacity = initialCapacity;
        this.bytes = new byte[initialCapacity];
    }

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    /** Goes back to an earlier size: what was written after it is forgotten. */
    void truncate(int earlier) {
        size = earlier;
    }

    void trim() {
        if (bytes.length > 4 * initialCapacity) {
            bytes = new byte[initialCapacity];
        }
        size = 0;
    }

    /** Makes room, so that the next {@code more} bytes can be put without a check. */
    void ensure(int more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > MAX_CAPACITY) {
            throw tooLarge();
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_CAPACITY, Math.max(needed, 2L * bytes.length)));
    }

    void putByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    void putShort(int value) {
        ensure(Short.BYTES);
        SHORT.set(bytes, size, (short) value);
        size += Short.BYTES;
    }

    void putInt(int value) {
        ensure(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void putLong(long value) {
        ensure(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    void putBytes(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** Counts bytes in that were set beyond the end, inside the room made by {@link #ensure}. */
    void skip(int count) {
        size += count;
    }

    /** Overwrites four bytes that were put earlier: for lengths that are known only afterwards. */
    void setInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    /** Overwrites two bytes that were put earlier or lie inside the room made by {@link #ensure}. */
    void setShort(int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    /**
     * Puts text as UTF-8.
     *
     * @param replacement what stands in for a character that Postgres cannot store (NUL, half of a surrogate pair), or -1 to refuse the value
     */
    void putText(String text, int replacement) {
        int length = text.length();
        if (length > MAX_CAPACITY / 3) {
            throw tooLarge();
        }
        ensure(3 * length);
        byte[] out = bytes;
        int at = size;
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= 0x80 || c == 0) {
                break;
            }
            out[at++] = (byte) c;
            i++;
        }
        size = i == length ? at : putRest(text, i, at, replacement);
    }

    private int putRest(String text, int from, int start, int replacement) {
        byte[] out = bytes;
        int at = start;
        int length = text.length();
        for (int i = from; i < length; i++) {
            int c = text.charAt(i);
            if (c >= 0x800 && Character.isHighSurrogate((char) c) && i + 1 < length) {
                char low = text.charAt(i + 1);
                if (Character.isLowSurrogate(low)) {
                    at = putFourBytes(out, at, Character.toCodePoint((char) c, low));
                    i++;
                    continue;
                }
            }
            if (c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                c = storable(c, replacement);
            }
            if (c < 0x80) {
                out[at++] = (byte) c;
            } else if (c < 0x800) {
                out[at++] = (byte) (0xC0 | c >> 6);
                out[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                out[at++] = (byte) (0xE0 | c >> 12);
                out[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                out[at++] = (byte) (0x80 | c & 0x3F);
            }
        }
        return at;
    }

    private static int putFourBytes(byte[] out, int start, int codePoint) {
        int at = start;
        out[at++] = (byte) (0xF0 | codePoint >> 18);
        out[at++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
        out[at++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        out[at++] = (byte) (0x80 | codePoint & 0x3F);
        return at;
    }

    private static ValueRefusedException tooLarge() {
        return new ValueRefusedException("the row is larger than the 1 GB that Postgres takes");
    }

    private static int storable(int character, int replacement) {
        if (replacement >= 0) {
            return replacement;
        }
        throw new ValueRefusedException(
                character == 0
                        ? "it holds the character NUL (U+0000), which Postgres cannot store in text"
                        : "it holds half of a surrogate pair, which is no character and has no form in UTF-8");
    }
}
