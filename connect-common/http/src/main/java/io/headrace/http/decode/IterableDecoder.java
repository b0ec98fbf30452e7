package io.headrace.http.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of text; each is a record with the one field {@code record}. Empty lines are left out. */
final class IterableDecoder implements Decoder {

    @Override
    public RecordStream open(Content content) {
        return new Lines(content);
    }

    private static final class Lines extends TextLines {

        Lines(Content content) {
            super(content);
        }

        @Override
        public @Nullable Object next() {
            StringBuilder line = new StringBuilder();
            int c = read();
            while (c >= 0 && !(isEnd(c) && !line.isEmpty())) {
                if (!isEnd(c)) {
                    line.append((char) c);
                    check(line);
                }
                c = read();
            }
            if (line.isEmpty()) {
                return null;
            }
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            record.put("record", line.toString());
            return record;
        }

        private static boolean isEnd(int c) {
            return c == '\n' || c == '\r';
        }
    }
}
