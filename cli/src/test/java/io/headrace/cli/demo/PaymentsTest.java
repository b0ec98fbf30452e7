package io.headrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headrace.runtime.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider counts as acknowledged what was answered with 200, and nothing else. */
class PaymentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Queue<String> ids = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer server;
    private Payments payments;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean refused = refusals.getAndDecrement() > 0;
                if (!refused) {
                    ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
                }
                exchange.sendResponseHeaders(refused ? 503 : 200, -1);
            }
        });
        server.start();
        payments = new Payments(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    @AfterEach
    void end() {
        payments.close();
        server.stop(0);
    }

    @Test
    void everyPaymentIsSentUntilItIsTaken() {
        refusals.set(3);
        payments.captured(17, 1_255);
        payments.captured(18, 99);
        Await.until("both to be taken", PATIENCE, payments::areOver);

        assertThat(ids).containsExactlyInAnyOrder("evt_1", "evt_2");
        assertThat(payments.requests()).isEqualTo(5);
        assertThat(payments.acknowledged().rows())
                .containsEntry(
                        "evt_1",
                        List.of(
                                "evt_1",
                                "payment.captured",
                                "{\"type\":\"payment.captured\",\"order_id\":17,\"amount\":12.55,\"currency\":\"EUR\"}"))
                .containsOnlyKeys("evt_1", "evt_2");
    }

    @Test
    void whatNobodyTookIsNotAcknowledged() {
        refusals.set(Integer.MAX_VALUE);
        payments.captured(17, 1_255);
        Await.until("some attempts", PATIENCE, () -> payments.requests() > 2);

        assertThat(payments.areOver()).isFalse();
        assertThat(payments.acknowledged().rows()).isEmpty();
    }
}
