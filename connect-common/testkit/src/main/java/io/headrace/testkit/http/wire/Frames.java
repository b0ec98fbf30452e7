package io.headrace.testkit.http.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The bytes of one answer, in the pieces in which they are sent. */
final class Frames implements Iterator<ByteBuffer> {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Reply reply;
    private final @Nullable Iterator<byte[]> pieces;
    private @Nullable ByteBuffer next;
    private byte[] whole = new byte[0];
    private int sentOfWhole;
    private long sent;
    private boolean ended;

    Frames(Reply reply, Call call, Instant serverTime) {
        this.reply = reply;
        this.pieces = reply.body() instanceof Body.Pieces made ? made.source().get() : null;
        boolean bodiless = call.method().equals("HEAD") || reply.status() == 204 || reply.status() == 304;
        if (reply.body() instanceof Body.Whole inMemory) {
            whole = inMemory.bytes();
        }
        byte[] head = head(reply, whole.length, serverTime).getBytes(StandardCharsets.ISO_8859_1);
        ended = bodiless || pieces == null && whole.length == 0;
        if (!ended && pieces == null && reply.pace() == null && reply.cutAfter() < 0) {
            next = ByteBuffer.allocate(head.length + whole.length)
                    .put(head)
                    .put(whole)
                    .flip();
            ended = true;
        } else {
            next = ByteBuffer.wrap(head);
        }
    }

    static String httpDate(Instant time) {
        return HTTP_DATE.format(time.atZone(ZoneOffset.UTC));
    }

    /** Whether the client was promised more than it got. */
    boolean isCut() {
        return reply.cutAfter() >= 0;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = pieces == null ? stepOfWhole() : chunk(pieces);
        }
        return next != null;
    }

    @Override
    public ByteBuffer next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        ByteBuffer frame = next;
        next = null;
        return frame;
    }

    private @Nullable ByteBuffer stepOfWhole() {
        Reply.Pace pace = reply.pace();
        int size = Math.min(whole.length - sentOfWhole, pace == null ? whole.length : pace.bytes());
        size = within(size);
        ByteBuffer step = ByteBuffer.wrap(whole, sentOfWhole, size);
        sentOfWhole += size;
        ended |= sentOfWhole == whole.length;
        return size == 0 ? null : step;
    }

    private @Nullable ByteBuffer chunk(Iterator<byte[]> from) {
        if (!from.hasNext()) {
            ended = true;
            return ByteBuffer.wrap("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        byte[] piece = from.next();
        int size = within(piece.length);
        if (size == 0) {
            return ended ? null : chunk(from);
        }
        byte[] length = Integer.toHexString(size).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(length.length + size + 2 * LINE_END.length)
                .put(length)
                .put(LINE_END)
                .put(piece, 0, size)
                .put(LINE_END)
                .flip();
    }

    /** How much of {@code size} comes before the cut. */
    private int within(int size) {
        if (reply.cutAfter() < 0) {
            return size;
        }
        int allowed = (int) Math.min(size, reply.cutAfter() - sent);
        sent += allowed;
        ended |= sent >= reply.cutAfter();
        return allowed;
    }

    private static String head(Reply reply, int length, Instant serverTime) {
        StringBuilder head = new StringBuilder(256).append("HTTP/1.1 ").append(reply.status());
        head.append(" Status\r\n");
        boolean dated = false;
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
            dated |= header.getKey().equalsIgnoreCase("Date");
        }
        if (!dated) {
            head.append("Date: ").append(httpDate(serverTime)).append("\r\n");
        }
        if (reply.body() instanceof Body.Pieces) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (reply.status() != 204 && reply.status() != 304) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
