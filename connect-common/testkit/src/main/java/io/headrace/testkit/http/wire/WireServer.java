package io.headrace.testkit.http.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Listens on a free port of 127.0.0.1 and hands each request to a function. Connections are kept alive and served side by side. */
public final class WireServer implements AutoCloseable {
    private final Function<Call, Reply> answers;
    private final Supplier<Instant> time;
    private final AsynchronousServerSocketChannel server;
    private final int port;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();

    private WireServer(Function<Call, Reply> answers, Supplier<Instant> time) {
        this.answers = answers;
        this.time = time;
        try {
            server = AsynchronousServerSocketChannel.open()
                    .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on 127.0.0.1", e);
        }
    }

    /**
     * Starts to listen.
     *
     * @param time what the server takes for the time, in its {@code Date} headers and its log
     */
    public static WireServer start(Function<Call, Reply> answers, Supplier<Instant> time) {
        WireServer started = new WireServer(answers, time);
        started.accept();
        return started;
    }

    public int port() {
        return port;
    }

    /** {@return how many connections were made so far} */
    public long connections() {
        return connections.get();
    }

    /** Ends all connections, whatever they are at; new ones are accepted. */
    public void hangUp() {
        open.forEach(Connection::end);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp();
    }

    Instant time() {
        return time.get();
    }

    Reply answer(Call call) {
        return answers.apply(call);
    }

    long nextNumber() {
        return calls.incrementAndGet();
    }

    void ended(Connection connection) {
        open.remove(connection);
    }

    private void accept() {
        server.accept(null, new CompletionHandler<AsynchronousSocketChannel, @Nullable Void>() {
            @Override
            public void completed(AsynchronousSocketChannel client, @Nullable Void none) {
                accept();
                connections.incrementAndGet();
                Connection connection = new Connection(WireServer.this, client);
                open.add(connection);
                connection.start();
            }

            @Override
            public void failed(Throwable closed, @Nullable Void none) {
                hangUp();
            }
        });
    }
}
