package io.headrace.source.http.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private final AtomicLong now = new AtomicLong();
    private final Connections connections = new Connections(Duration.ofSeconds(1), 100, now::get);

    /** A request that came at the very last moment is being answered when its time is over. */
    @Test
    void anAnswerUnderWayKeepsNobodyFromBeingCut() {
        ByteArrayEndPoint answering = new ByteArrayEndPoint(new byte[0], 0);
        ByteArrayEndPoint trickling = new ByteArrayEndPoint(new byte[0], 1024);
        connections.onOpened(new Begun(answering));
        connections.onOpened(new Begun(trickling));
        answering.write(Callback.NOOP, ByteBuffer.wrap(new byte[1]));
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        connections.sweep();

        assertThat(trickling.getOutputString()).startsWith("HTTP/1.1 408 ");
        assertThat(trickling.isOpen()).isFalse();
        assertThat(answering.isOpen()).isTrue();
    }

    /** Some of its next request has come. */
    private static final class Begun extends AbstractConnection {

        Begun(ByteArrayEndPoint endPoint) {
            super(endPoint, Runnable::run);
        }

        @Override
        public void onFillable() {}

        @Override
        public long getBytesIn() {
            return 1;
        }
    }
}
