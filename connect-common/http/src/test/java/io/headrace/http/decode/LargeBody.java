package io.headrace.http.decode;

import io.headrace.http.wire.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads a body of generated records, each of one KiB, and says how many there were. */
final class LargeBody {

    private static final int KIB = 1024;

    private LargeBody() {}

    public static void main(String[] arguments) throws IOException {
        boolean json = arguments[0].equals("json");
        long count = Long.parseLong(arguments[1]) * KIB;
        InputStream body = json
                ? new Generated("{\"data\":[", count, "],\"next\":\"after\"}", LargeBody::jsonRecord)
                : new Generated("<r><data>", count, "</data><next>after</next></r>", LargeBody::xmlRecord);
        Content content = new Content(body, Optional.empty(), Limits.DEFAULT, "GET https://api.example.com");
        Decoder decoder = json ? Decoders.json() : new XmlDecoder();
        FieldPath path = new FieldPath(json ? List.of("data") : List.of("r", "data", "x"));
        long records = 0;
        String next;
        try (RecordStream stream = decoder.select(content, path)) {
            while (stream.next() != null) {
                records++;
            }
            List<String> where = json ? List.of("next") : List.of("r", "next");
            next = Json.at(stream.rest(), where).map(String::valueOf).orElse("nothing");
        }
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(("records=" + records + " next=" + next + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String jsonRecord(long number) {
        String head = (number == 0 ? "" : ",") + "{\"id\":" + number + ",\"name\":\"";
        return head + "x".repeat(KIB - head.length() - 2) + "\"}";
    }

    private static String xmlRecord(long number) {
        String head = "<x id=\"" + number + "\"><name>";
        return head + "x".repeat(KIB - head.length() - 11) + "</name></x>";
    }

    private interface Maker {
        String record(long number);
    }

    /** Makes its bytes while they are read. */
    private static final class Generated extends InputStream {

        private final long count;
        private final byte[] tail;
        private final Maker maker;
        private byte[] chunk;
        private int position;
        private long made;

        Generated(String head, long count, String tail, Maker maker) {
            this.count = count;
            this.tail = tail.getBytes(StandardCharsets.UTF_8);
            this.maker = maker;
            this.chunk = head.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position == chunk.length && !advance()) {
                return -1;
            }
            int read = Math.min(length, chunk.length - position);
            System.arraycopy(chunk, position, buffer, offset, read);
            position += read;
            return read;
        }

        private boolean advance() {
            if (made > count) {
                return false;
            }
            chunk = made == count ? tail : maker.record(made).getBytes(StandardCharsets.UTF_8);
            made++;
            position = 0;
            return true;
        }
    }
}
