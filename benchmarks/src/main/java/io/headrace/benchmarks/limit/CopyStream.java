package io.headrace.benchmarks.limit;

import io.headrace.benchmarks.data.Kind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One {@code COPY … FROM STDIN (FORMAT binary)}, see "Binary Format" on PostgreSQL's page about COPY. */
final class CopyStream {
    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int CHUNK = 256 * 1024;
    private static final int DAYS_1970_TO_2000 = 10_957;
    private static final long MICROS_1970_TO_2000 = DAYS_1970_TO_2000 * 86_400_000_000L;
    private static final int BASE = 10_000;
    private static final int NEGATIVE = 0x4000;

    private final CopyIn copy;
    private final Kind[] kinds;
    private byte[] buffer = new byte[CHUNK + 64 * 1024];
    private int at;

    CopyStream(Connection connection, String sql, Kind[] kinds) throws SQLException {
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        this.kinds = kinds;
        System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
        at = HEADER.length;
    }

    void write(@Nullable Object[] row) throws SQLException {
        int16(row.length);
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            if (value == null) {
                int32(-1);
            } else {
                field(kinds[i], value);
            }
        }
        if (at >= CHUNK) {
            send();
        }
    }

    void end() throws SQLException {
        int16(-1);
        send();
        copy.endCopy();
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer, 0, at);
        at = 0;
    }

    private void field(Kind kind, Object value) {
        switch (kind) {
            case INT32 -> {
                int32(4);
                int32((Integer) value);
            }
            case INT64 -> {
                int32(8);
                int64((Long) value);
            }
            case DECIMAL -> hundredths((Long) value);
            case TEXT -> text((String) value);
            case DATE -> {
                int32(4);
                int32((Integer) value - DAYS_1970_TO_2000);
            }
            case TIMESTAMP -> {
                int32(8);
                int64((Long) value * 1000 - MICROS_1970_TO_2000);
            }
            case BOOL -> {
                int32(1);
                buffer[at++] = (byte) ((Boolean) value ? 1 : 0);
            }
        }
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (at + bytes.length + CHUNK / 4 > buffer.length) {
            buffer = Arrays.copyOf(buffer, at + bytes.length + CHUNK);
        }
        int32(bytes.length);
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
        at += bytes.length;
    }

    /** A numeric is a list of digits to the base 10,000: here some before the point, and one after it. */
    private void hundredths(long value) {
        long whole = Math.abs(value) / 100;
        int[] digits = new int[6];
        int count = 0;
        for (long rest = whole; rest > 0; rest /= BASE) {
            digits[count++] = (int) (rest % BASE);
        }
        int32(8 + 2 * (count + 1));
        int16(count + 1);
        int16(count - 1);
        int16(value < 0 ? NEGATIVE : 0);
        int16(2);
        while (count > 0) {
            int16(digits[--count]);
        }
        int16((int) (Math.abs(value) % 100) * 100);
    }

    private void int16(int value) {
        buffer[at++] = (byte) (value >>> 8);
        buffer[at++] = (byte) value;
    }

    private void int32(int value) {
        int16(value >>> 16);
        int16(value);
    }

    private void int64(long value) {
        int32((int) (value >>> 32));
        int32((int) value);
    }
}
