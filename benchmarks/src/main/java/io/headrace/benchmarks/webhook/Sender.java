package io.headrace.benchmarks.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One sender: a connection on which a request follows the answer to the one before. Used by one thread. */
final class Sender {
    private static final int ROOM = 4_096;
    private static final String HEAD_END = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length:";
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    /**
     * An answer.
     *
     * @param firstEvent the number of the request's first event
     */
    record Answer(int status, long firstEvent, long nanos) {
        boolean isGood() {
            return status == 200 || status == 202;
        }
    }

    private final int port;
    private final Shape shape;
    private final Events events;
    private final byte[] request;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocate(ROOM);
    private @Nullable SelectionKey key;
    private long firstEvent;
    private long sentAt;

    Sender(int port, Shape shape, Events events) {
        this.port = port;
        this.shape = shape;
        this.events = events;
        this.request = Events.request(shape);
        this.out = ByteBuffer.wrap(request);
    }

    Shape shape() {
        return shape;
    }

    boolean isConnected() {
        return key != null;
    }

    /** Connects, and sends a request. */
    void connect(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        send();
    }

    /** Sends the next request. */
    void send() throws IOException {
        firstEvent = events.claim(shape.events());
        Events.number(request, shape, firstEvent);
        out.clear();
        in.clear();
        sentAt = System.nanoTime();
        write();
    }

    /** Goes on with a request that did not go out at once. */
    void write() throws IOException {
        SelectionKey open = key;
        if (open != null) {
            ((SocketChannel) open.channel()).write(out);
            open.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /** Reads what is there; an answer when it is whole. */
    Optional<Answer> read() throws IOException {
        SelectionKey open = key;
        if (open == null) {
            return Optional.empty();
        }
        if (((SocketChannel) open.channel()).read(in) < 0) {
            throw new IOException("The connection was closed");
        }
        String text = new String(in.array(), 0, in.position(), StandardCharsets.US_ASCII);
        int head = text.indexOf(HEAD_END);
        if (head < 0) {
            return Optional.empty();
        }
        String lower = text.substring(0, head).toLowerCase(Locale.ROOT) + "\r\n";
        int length = lower.indexOf(LENGTH);
        if (length < 0) {
            throw new IOException("An answer without a length: " + text);
        }
        int from = length + LENGTH.length();
        int body = Integer.parseInt(
                lower.substring(from, lower.indexOf('\r', from)).strip());
        if (in.position() < head + HEAD_END.length() + body) {
            return Optional.empty();
        }
        int status = Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + 3));
        return Optional.of(new Answer(status, firstEvent, System.nanoTime() - sentAt));
    }

    /** Hangs up; a request that was under way has no answer. */
    void hangUp() {
        SelectionKey open = key;
        key = null;
        if (open != null) {
            try {
                open.channel().close();
            } catch (IOException gone) {
                open.cancel();
            }
        }
    }
}
