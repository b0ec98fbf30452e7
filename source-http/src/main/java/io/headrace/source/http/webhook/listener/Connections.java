package io.headrace.source.http.webhook.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts connections whose next request does not come with all its headers in time, however busily they trickle (slowloris): Jetty's own idle timeout begins anew with every byte. When hardly any more may be opened, those that keep a
 * connection for later make room. Thread-safe.
 */
final class Connections implements Connection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private static final String TOO_SLOW =
            "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    /** How long a connection may wait where there is hardly room for others. */
    private static final Duration IN_A_CROWD = Duration.ofSeconds(5);

    /** @param bytes what had come when it began to wait */
    private record Waiting(long since, long bytes) {}

    private final long mostNanos;
    private final int crowd;
    private final LongSupplier nanos;
    private final Map<Connection, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param most how long a connection may wait for its next request
     * @param room how many there may be
     */
    Connections(Duration most, int room, LongSupplier nanos) {
        this.mostNanos = most.toNanos();
        this.crowd = room - room / 10;
        this.nanos = nanos;
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof SslConnection)) {
            open.incrementAndGet();
            waiting.put(connection, new Waiting(nanos.getAsLong(), 0));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (!(connection instanceof SslConnection)) {
            open.decrementAndGet();
            waiting.remove(connection);
        }
    }

    /** A request has come. */
    void busy(Connection connection) {
        waiting.remove(connection);
    }

    /** It is answered. */
    void idle(Connection connection) {
        waiting.put(connection, new Waiting(nanos.getAsLong(), connection.getBytesIn()));
        if (!connection.getEndPoint().isOpen()) {
            waiting.remove(connection);
        }
    }

    /** Whether there is hardly room for more. Answers then say that their connection closes, since to close one that is kept may cut a request that is just on its way. */
    boolean isCrowded() {
        return open.get() >= crowd;
    }

    /** Cuts those that have waited too long. */
    void sweep() {
        long now = nanos.getAsLong();
        long most = isCrowded() ? Math.min(mostNanos, IN_A_CROWD.toNanos()) : mostNanos;
        waiting.forEach((connection, since) -> {
            if (now - since.since() > most && waiting.remove(connection, since)) {
                cut(connection.getEndPoint(), connection.getBytesIn() > since.bytes());
            }
        });
    }

    private static void cut(EndPoint endPoint, boolean begun) {
        if (!begun) {
            endPoint.close();
            return;
        }
        try {
            endPoint.write(Callback.from(endPoint::close), ByteBuffer.wrap(TOO_SLOW.getBytes(US_ASCII)));
        } catch (WritePendingException e) {
            LOG.debug("A request at {} has come at the last moment, and is being answered", endPoint, e);
        }
    }
}
