package io.headrace.core.record;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit hash of what a record's key and value say. It tells whether the record at some offset is still the one that was there: ledgers keep it, so it is the same on every JVM
 * and in every release (a test holds examples), and is made from names and values alone, never from schemas, classes or enums.
 *
 * <p>It is taken of the record as transforms left it: one that adds something new at every reading (a random id, the clock) makes every record look like another.
 *
 * <p>A struct and a map with the same names and values are the same; their order and their nulls do not count. Whole numbers count by value, whatever their width.
 */
public final class Fingerprint {

    private static final long NULL = 1;
    private static final long TRUE = 2;
    private static final long FALSE = 3;
    private static final long WHOLE = 4;
    private static final long FLOAT = 5;
    private static final long DECIMAL = 6;
    private static final long TEXT = 7;
    private static final long BYTES = 8;
    private static final long LIST = 9;
    private static final long FIELDS = 10;
    private static final long TIME = 11;
    private static final long OTHER = 12;

    private Fingerprint() {}

    public static long of(SinkRecord record) {
        return mix(mix(0, hash(record.key())), hash(record.value()));
    }

    private static long hash(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Struct struct) {
            return fields(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return entries(map);
        }
        if (value instanceof List<?> list) {
            long hash = LIST;
            for (Object each : list) {
                hash = mix(hash, hash(each));
            }
            return hash;
        }
        return scalar(value);
    }

    private static long fields(Struct struct) {
        long sum = 0;
        for (org.apache.kafka.connect.data.Field field : struct.schema().fields()) {
            Object value = struct.get(field);
            sum += value == null ? 0 : mix(text(field.name()), hash(value));
        }
        return mix(FIELDS, sum);
    }

    private static long entries(Map<?, ?> map) {
        long sum = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            sum += entry.getValue() == null ? 0 : mix(hash(entry.getKey()), hash(entry.getValue()));
        }
        return mix(FIELDS, sum);
    }

    private static long scalar(Object value) {
        if (value instanceof String string) {
            return text(string);
        }
        if (value instanceof Boolean truth) {
            return truth ? TRUE : FALSE;
        }
        if (value instanceof Double || value instanceof Float) {
            return mix(FLOAT, Double.doubleToLongBits(((Number) value).doubleValue()));
        }
        if (value instanceof BigDecimal decimal) {
            return mix(
                    mix(DECIMAL, decimal.scale()), bytes(decimal.unscaledValue().toByteArray()));
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return mix(WHOLE, ((Number) value).longValue());
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return bytes(ConnectTypes.bytes(value));
        }
        return value instanceof java.util.Date
                ? mix(TIME, ConnectTypes.millis(value))
                : mix(OTHER, text(value.toString()));
    }

    private static long text(String text) {
        long hash = mix(TEXT, text.length());
        long four = 0;
        for (int i = 0; i < text.length(); i++) {
            four = four << 16 | text.charAt(i);
            if ((i & 3) == 3) {
                hash = mix(hash, four);
                four = 0;
            }
        }
        return (text.length() & 3) == 0 ? hash : mix(hash, four);
    }

    private static long bytes(byte[] bytes) {
        long hash = mix(BYTES, bytes.length);
        long eight = 0;
        for (int i = 0; i < bytes.length; i++) {
            eight = eight << 8 | (bytes[i] & 0xff);
            if ((i & 7) == 7) {
                hash = mix(hash, eight);
                eight = 0;
            }
        }
        return (bytes.length & 7) == 0 ? hash : mix(hash, eight);
    }

    /** Two rounds of MurmurHash3's 64-bit finaliser around the sum: every bit of both inputs reaches every bit of the result. */
    private static long mix(long hash, long value) {
        return finish(finish(hash + 0x9e3779b97f4a7c15L) + value);
    }

    private static long finish(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
