package io.headrace.postgres;

import io.headrace.core.schema.Column;
import io.headrace.sink.spi.RowBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes rows for a binary COPY as {@link CopyLoader} does, and sends them nowhere. */
public final class CopyDoor {
    private static final int CHUNK_BYTES = 128 * 1024;

    private final CopyBuffer buffer = new CopyBuffer(2 * CHUNK_BYTES);
    private final ValueEncoder[] encoders;
    private final @Nullable Object[] values;

    public CopyDoor(List<Column> columns) {
        TypeMapping types = new TypeMapping(JsonForm.JSON);
        this.encoders = columns.stream()
                .map(column -> types.encoder(column.type(), UnstorableText.FAIL))
                .toArray(ValueEncoder[]::new);
        this.values = new @Nullable Object[columns.size()];
    }

    /** {@return the bytes of all rows} */
    public long encode(RowBlock block) {
        long bytes = 0;
        for (int row = 0; row < block.size(); row++) {
            block.read(row, values);
            for (int i = 0; i < encoders.length; i++) {
                Object value = values[i];
                if (value == null) {
                    buffer.putInt(-1);
                } else {
                    encoders[i].encode(value, buffer);
                }
            }
            if (buffer.size() >= CHUNK_BYTES) {
                bytes += buffer.size();
                buffer.clear();
            }
        }
        bytes += buffer.size();
        buffer.clear();
        return bytes;
    }
}
