package io.headrace.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Packs rows that have to wait, one behind the other in byte arrays: a hundred thousand rows of sixteen values are some millions of objects, which the collector moves several times before they
 * are loaded, and which take twice the memory of what they say. Rows with lists, maps, structs or very large values are left as they are.
 *
 * <p>An array lives as long as any row in it, so that rows of one packer should go at the same time. For one thread.
 */
public final class RowPacker {

    private static final int SMALLEST_CHUNK = 1 << 10;
    private static final int LARGEST_CHUNK = 1 << 18;
    /** So that the distance of a value from the row's beginning fits two bytes. */
    private static final int LARGEST_ROW = 1 << 15;

    private static final int OBJECT = 24;
    private static final long POSITION = 200;

    private byte[] chunk = new byte[0];
    private int start;
    private int at;

    /** {@return the same change with its rows packed, as far as they can be, and with the size that it has then} */
    public ChangeRecord pack(ChangeRecord change) {
        long packed = Reading.RECORD + (change.position() == null ? 0L : POSITION);
        Row key = change.key();
        if (key != null) {
            key = pack(key);
            packed += bytes(key);
        }
        Row after = change.after();
        if (after != null) {
            after = pack(after);
            packed += bytes(after);
        }
        boolean whole = !(key instanceof Row.OfValues || after instanceof Row.OfValues);
        return new ChangeRecord(
                change.op(),
                key,
                after,
                change.position(),
                change.coordinates(),
                change.routedTopic(),
                change.timestamp(),
                whole ? packed : change.bytes());
    }

    private int bytes(Row row) {
        return row instanceof PackedRow ? OBJECT + at - start : 0;
    }

    /** {@return a row with the same values: a packed one, or the very same one where it cannot be packed} */
    public Row pack(Row row) {
        if (row.size() * Short.BYTES > LARGEST_ROW / 2) {
            return row;
        }
        begin(row.size() * Short.BYTES);
        for (int i = 0; i < row.size(); i++) {
            PackedRow.SHORT.set(chunk, start + i * Short.BYTES, (short) (at - start));
            if (!put(row.value(i))) {
                at = start;
                return row;
            }
        }
        return new PackedRow(row.schema(), chunk, start);
    }

    private void begin(int header) {
        start = at;
        reserve(header);
        at += header;
    }

    /** Makes room for so many bytes more of this row, in a new array if need be; false where the row gets too large. */
    private boolean reserve(int more) {
        int used = at - start;
        if (used + more > LARGEST_ROW) {
            return false;
        }
        if (at + more > chunk.length) {
            int next = Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, chunk.length * 2));
            byte[] larger = new byte[Math.max(next, Integer.highestOneBit(used + more) * 2)];
            System.arraycopy(chunk, start, larger, 0, used);
            chunk = larger;
            start = 0;
            at = used;
        }
        return true;
    }

    private boolean put(@Nullable Object value) {
        if (value instanceof String text) {
            return putText(text);
        }
        if (value instanceof byte[] bytes) {
            return putBytes(PackedRow.IS_BYTES, bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return putDecimal(decimal);
        }
        if (!reserve(1 + 2 * Long.BYTES)) {
            return false;
        }
        if (value instanceof Long number) {
            putLong(PackedRow.IS_LONG, number);
        } else if (value instanceof Integer number) {
            putInt(PackedRow.IS_INT, number);
        } else if (value == null) {
            chunk[at++] = PackedRow.IS_NULL;
        } else {
            return putSeldom(value);
        }
        return true;
    }

    private boolean putSeldom(Object value) {
        if (value instanceof Boolean flag) {
            chunk[at++] = flag ? PackedRow.IS_TRUE : PackedRow.IS_FALSE;
        } else if (value instanceof Double number) {
            putLong(PackedRow.IS_DOUBLE, Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            putInt(PackedRow.IS_FLOAT, Float.floatToRawIntBits(number));
        } else if (value instanceof Short number) {
            chunk[at++] = PackedRow.IS_SHORT;
            PackedRow.SHORT.set(chunk, at, (short) number);
            at += Short.BYTES;
        } else if (value instanceof Byte number) {
            chunk[at++] = PackedRow.IS_BYTE;
            chunk[at++] = number;
        } else if (value instanceof UUID id) {
            putLong(PackedRow.IS_UUID, id.getMostSignificantBits());
            PackedRow.LONG.set(chunk, at, id.getLeastSignificantBits());
            at += Long.BYTES;
        } else if (value == Row.UNAVAILABLE) {
            chunk[at++] = PackedRow.IS_UNAVAILABLE;
        } else {
            return false;
        }
        return true;
    }

    private boolean putDecimal(BigDecimal decimal) {
        BigInteger unscaled = decimal.unscaledValue();
        if (unscaled.bitLength() >= Long.SIZE) {
            byte[] bytes = unscaled.toByteArray();
            if (!reserve(1 + 2 * Integer.BYTES + bytes.length)) {
                return false;
            }
            putInt(PackedRow.IS_DECIMAL, decimal.scale());
            putArray(bytes);
            return true;
        }
        if (!reserve(1 + Integer.BYTES + Long.BYTES)) {
            return false;
        }
        putInt(PackedRow.IS_SMALL_DECIMAL, decimal.scale());
        PackedRow.LONG.set(chunk, at, unscaled.longValue());
        at += Long.BYTES;
        return true;
    }

    private boolean putText(String text) {
        if (text.length() > LARGEST_ROW) {
            return false;
        }
        byte[] bytes = text.getBytes(UTF_8);
        return (!hasSurrogates(text) || new String(bytes, UTF_8).equals(text)) && putBytes(PackedRow.IS_TEXT, bytes);
    }

    /** Half a pair, which JSON can have, has no bytes in UTF-8. */
    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean putBytes(byte tag, byte[] bytes) {
        if (!reserve(1 + Integer.BYTES + bytes.length)) {
            return false;
        }
        chunk[at++] = tag;
        putArray(bytes);
        return true;
    }

    private void putArray(byte[] bytes) {
        PackedRow.INT.set(chunk, at, bytes.length);
        System.arraycopy(bytes, 0, chunk, at + Integer.BYTES, bytes.length);
        at += Integer.BYTES + bytes.length;
    }

    private void putInt(byte tag, int value) {
        chunk[at] = tag;
        PackedRow.INT.set(chunk, at + 1, value);
        at += 1 + Integer.BYTES;
    }

    private void putLong(byte tag, long value) {
        chunk[at] = tag;
        PackedRow.LONG.set(chunk, at + 1, value);
        at += 1 + Long.BYTES;
    }
}
