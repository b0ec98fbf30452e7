package io.headrace.core.record;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the record being read: its topic, and an estimate of the heap it holds, made cheaply of fixed amounts per column and object and of lengths where a value may be
 * large. One instance serves one decoder, record after record.
 */
final class Reading {

    static final int RECORD = 160;
    private static final int COLUMN = 20;
    private static final int OBJECT = 48;

    private String topic = "";
    private long bytes;

    void begin(String nextTopic) {
        topic = nextTopic;
        bytes = RECORD;
    }

    /** As transforms left it: the types of schemaless values are remembered by it. */
    String topic() {
        return topic;
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
        } else if (value != null && Structs.isStruct(value)) {
            bytes += OBJECT;
            Structs.schema(value).fields().forEach(field -> addOpen(Structs.get(value, field)));
        } else {
            bytes += COLUMN;
        }
    }
}
