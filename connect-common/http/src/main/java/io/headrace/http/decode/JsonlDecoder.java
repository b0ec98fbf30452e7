package io.headrace.http.decode;

import io.headrace.http.wire.Json;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON values one after another, usually one per line. */
final class JsonlDecoder implements Decoder {

    private final JsonSource source = new JsonSource();

    @Override
    public RecordStream open(Content content) {
        try {
            return new Lines(content, source.open(content));
        } catch (IOException e) {
            throw Faults.of(content, "JSON", e);
        }
    }

    private record Lines(Content content, JsonInput input) implements RecordStream {

        @Override
        public @Nullable Object next() {
            try {
                Object value = null;
                while (value == null) {
                    if (input.parser().nextToken() == null) {
                        return null;
                    }
                    value = value();
                }
                return value;
            } catch (IOException e) {
                throw Faults.of(content, "JSON", e);
            }
        }

        private @Nullable Object value() throws IOException {
            long from = input.bytes();
            return Json.value(
                    input.parser(),
                    () -> {
                        if (input.bytes() - from > content.limits().valueBytes()) {
                            throw Faults.recordTooLarge(content);
                        }
                    },
                    input.names());
        }

        @Override
        public Object rest() {
            return Map.of();
        }

        @Override
        public void close() {
            try {
                input.parser().close();
            } catch (IOException e) {
                throw Faults.of(content, "JSON", e);
            }
        }
    }
}
