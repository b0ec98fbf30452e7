package io.headrace.core.record;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Estimates the heap that one record holds, cheaply: fixed amounts per column and object, lengths where a value may be large. */
final class Meter {

    private static final int RECORD = 160;
    private static final int COLUMN = 20;
    private static final int OBJECT = 48;

    private long bytes;

    /** Starts on the next record. */
    void reset() {
        bytes = RECORD;
    }

    long bytes() {
        return bytes;
    }

    void addColumns(int columns) {
        bytes += (long) columns * COLUMN;
    }

    void addOpen(@Nullable Object value) {
        if (value instanceof String text) {
            bytes += OBJECT + text.length();
        } else if (value instanceof byte[] array) {
            bytes += OBJECT + array.length;
        } else if (value instanceof ByteBuffer buffer) {
            bytes += OBJECT + buffer.remaining();
        } else if (value instanceof BigDecimal decimal) {
            bytes += OBJECT + decimal.precision() / 2;
        } else if (value instanceof List<?> list) {
            bytes += OBJECT;
            for (Object each : list) {
                addOpen(each);
            }
        } else if (value instanceof Map<?, ?> map) {
            bytes += OBJECT;
            map.forEach((k, v) -> {
                addOpen(k);
                addOpen(v);
            });
        } else if (value instanceof Struct struct) {
            bytes += OBJECT;
            struct.schema().fields().forEach(field -> addOpen(struct.get(field)));
        } else {
            bytes += COLUMN;
        }
    }
}
