package io.headrace.testkit.http.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection: reads a request, answers it, reads the next. */
final class Connection {
    private final WireServer server;
    private final AsynchronousSocketChannel channel;
    private final Requests requests = new Requests();
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);

    Connection(WireServer server, AsynchronousSocketChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    void start() {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException gone) {
            end();
            return;
        }
        read();
    }

    void end() {
        server.ended(this);
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        channel.read(in.clear(), null, new Step() {
            @Override
            void done(int count) {
                if (count < 0) {
                    end();
                } else {
                    requests.add(in.flip());
                    serve();
                }
            }
        });
    }

    private void serve() {
        Requests.Raw raw = requests.next();
        if (raw == null) {
            read();
            return;
        }
        Call call = new Call(
                server.nextNumber(), server.time(), raw.method(), raw.target(), raw.headers(), raw.body(), Map.of());
        Reply reply = server.answer(call);
        if (reply.hangUp()) {
            later(reply.delay(), this::end);
        } else {
            later(reply.delay(), () -> send(new Frames(reply, call, server.time()), reply));
        }
    }

    private void send(Frames frames, Reply reply) {
        if (frames.hasNext()) {
            write(frames.next(), () -> {
                Reply.Pace pace = reply.pace();
                later(pace == null ? Duration.ZERO : pace.each(), () -> send(frames, reply));
            });
        } else if (frames.isCut()) {
            end();
        } else {
            serve();
        }
    }

    private void write(ByteBuffer bytes, Runnable then) {
        channel.write(bytes, null, new Step() {
            @Override
            void done(int count) {
                if (bytes.hasRemaining()) {
                    write(bytes, then);
                } else {
                    then.run();
                }
            }
        });
    }

    private static void later(Duration delay, Runnable step) {
        if (delay.isZero()) {
            step.run();
        } else {
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(step);
        }
    }

    /** What follows a read or a write; when it fails, the client is gone. */
    private abstract class Step implements CompletionHandler<Integer, @Nullable Void> {
        abstract void done(int count);

        @Override
        public final void completed(Integer count, @Nullable Void none) {
            done(count);
        }

        @Override
        public final void failed(Throwable gone, @Nullable Void none) {
            end();
        }
    }
}
