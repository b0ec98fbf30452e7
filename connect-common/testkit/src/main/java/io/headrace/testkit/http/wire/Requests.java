package io.headrace.testkit.http.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the requests out of the bytes of one connection. */
final class Requests {
    private byte[] buffer = new byte[8 * 1024];
    private int filled;

    /** One request, before it has a number and a time. */
    record Raw(String method, String target, Map<String, List<String>> headers, String body) {}

    void add(ByteBuffer read) {
        int size = read.remaining();
        if (filled + size > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, filled + size));
        }
        read.get(buffer, filled, size);
        filled += size;
    }

    /** {@return the next request, when all of it has come} */
    @Nullable Raw next() {
        int headEnd = find("\r\n\r\n", 0);
        if (headEnd < 0) {
            return null;
        }
        String[] lines = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1).split("\r\n");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.computeIfAbsent(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(lines[i].substring(colon + 1).strip());
        }
        int bodyStart = headEnd + 4;
        String[] first = lines[0].split(" ");
        if (headers.containsKey("transfer-encoding")) {
            return chunked(first, headers, bodyStart);
        }
        List<String> length = headers.get("content-length");
        int end = bodyStart + (length == null ? 0 : Integer.parseInt(length.get(0)));
        return end > filled
                ? null
                : taken(first, headers, new String(buffer, bodyStart, end - bodyStart, StandardCharsets.UTF_8), end);
    }

    private @Nullable Raw chunked(String[] first, Map<String, List<String>> headers, int bodyStart) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = bodyStart;
        while (true) {
            int lineEnd = find("\r\n", at);
            if (lineEnd < 0) {
                return null;
            }
            int size = Integer.parseInt(new String(buffer, at, lineEnd - at, StandardCharsets.US_ASCII).strip(), 16);
            int next = lineEnd + 2 + size + 2;
            if (next > filled) {
                return null;
            }
            if (size == 0) {
                return taken(first, headers, body.toString(StandardCharsets.UTF_8), next);
            }
            body.write(buffer, lineEnd + 2, size);
            at = next;
        }
    }

    private Raw taken(String[] first, Map<String, List<String>> headers, String body, int end) {
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        filled -= end;
        return new Raw(first[0], first[1], headers, body);
    }

    private int find(String text, int from) {
        byte[] sought = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i <= filled - sought.length; i++) {
            if (Arrays.equals(buffer, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }
}
