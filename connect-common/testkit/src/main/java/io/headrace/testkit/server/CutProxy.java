package io.headrace.testkit.server;

import io.headrace.runtime.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in front of a server, with which a test breaks the network: it cuts, freezes or slows all connections.
 *
 * <p>A frozen connection is what a lost network or a hung peer looks like: it stays open, new ones are still accepted, and
 * no byte comes through. Safe for use by several threads. Not for Kafka, whose clients go where the broker's metadata
 * sends them.
 */
public final class CutProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InetSocketAddress target;
    private final InetSocketAddress address;
    private final Set<AsynchronousSocketChannel> open = new HashSet<>();
    private final List<Runnable> held = new ArrayList<>();
    private @Nullable AsynchronousServerSocketChannel listener;
    private boolean frozen;
    private Duration delay = Duration.ZERO;

    private CutProxy(InetSocketAddress target) {
        this.target = target;
        this.address = new InetSocketAddress(target.getAddress(), LoopbackPort.free());
    }

    /** {@return a proxy for the server on this port of 127.0.0.1, on a free port of its own} */
    public static CutProxy to(int port) {
        CutProxy proxy = new CutProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        proxy.restore();
        return proxy;
    }

    /** {@return the port on 127.0.0.1 to connect to; always the same} */
    public int port() {
        return address.getPort();
    }

    /** Ends all connections and refuses new ones, until {@link #restore}. */
    public synchronized void cut() {
        held.clear();
        closeQuietly(listener);
        listener = null;
        open.forEach(CutProxy::closeQuietly);
        open.clear();
    }

    /** Lets no byte through in either direction, until {@link #restore}. */
    public synchronized void freeze() {
        frozen = true;
    }

    /** Holds back each piece of data for so long; pieces keep their order. */
    public synchronized void slow(Duration each) {
        delay = each;
    }

    /** Goes back to normal: what was held back by {@link #freeze} flows on. */
    public synchronized void restore() {
        frozen = false;
        delay = Duration.ZERO;
        if (listener == null) {
            listen();
        }
        List<Runnable> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(Runnable::run);
    }

    @Override
    public void close() {
        cut();
    }

    private void listen() {
        try {
            AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open()
                    .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                    .bind(address);
            listener = server;
            accept(server);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + address, e);
        }
    }

    private void accept(AsynchronousServerSocketChannel server) {
        server.accept(null, new Step<>(server) {
            @Override
            public void completed(AsynchronousSocketChannel client, @Nullable Void none) {
                accept(server);
                join(client);
            }
        });
    }

    private void join(AsynchronousSocketChannel client) {
        try {
            AsynchronousSocketChannel upstream = AsynchronousSocketChannel.open();
            if (!register(client, upstream)) {
                return;
            }
            upstream.connect(target, null, new Step<Void>(client, upstream) {
                @Override
                public void completed(Void connected, @Nullable Void none) {
                    pump(client, upstream, ByteBuffer.allocate(BUFFER_BYTES));
                    pump(upstream, client, ByteBuffer.allocate(BUFFER_BYTES));
                }
            });
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    /** {@return false, with both closed, when the proxy was cut meanwhile} */
    private synchronized boolean register(AsynchronousSocketChannel client, AsynchronousSocketChannel upstream) {
        if (listener == null) {
            closeQuietly(client);
            closeQuietly(upstream);
            return false;
        }
        open.add(client);
        open.add(upstream);
        return true;
    }

    private void pump(AsynchronousSocketChannel from, AsynchronousSocketChannel to, ByteBuffer buffer) {
        from.read(buffer.clear(), null, new Step<>(from, to) {
            @Override
            public void completed(Integer count, @Nullable Void none) {
                if (count < 0) {
                    pass(() -> end(to));
                } else {
                    buffer.flip();
                    pass(() -> write(from, to, buffer));
                }
            }
        });
    }

    private void write(AsynchronousSocketChannel from, AsynchronousSocketChannel to, ByteBuffer buffer) {
        to.write(buffer, null, new Step<>(from, to) {
            @Override
            public void completed(Integer count, @Nullable Void none) {
                if (buffer.hasRemaining()) {
                    write(from, to, buffer);
                } else {
                    pump(from, to, buffer);
                }
            }
        });
    }

    /** Takes a step now, later, or when the proxy thaws. */
    private synchronized void pass(Runnable step) {
        if (frozen) {
            held.add(step);
        } else if (delay.isZero()) {
            step.run();
        } else {
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(step);
        }
    }

    /** One side has ended its output; the other side is told, and may still answer. */
    private static void end(AsynchronousSocketChannel to) {
        try {
            to.shutdownOutput();
        } catch (IOException alreadyGone) {
            closeQuietly(to);
        }
    }

    private static void closeQuietly(@Nullable AsynchronousChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + channel, e);
        }
    }

    /** What follows an operation; when it fails, its channels are closed, so both sides learn of it. */
    private abstract static class Step<T> implements CompletionHandler<T, @Nullable Void> {
        private final List<AsynchronousChannel> channels;

        Step(AsynchronousChannel... channels) {
            this.channels = List.of(channels);
        }

        @Override
        public final void failed(Throwable failure, @Nullable Void none) {
            channels.forEach(CutProxy::closeQuietly);
        }
    }
}
