package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.source.http.FakeWorker.Kafka;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What a task tells about itself, and that no request keeps the memory that it has taken. */
class WebhookMetricsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void everyOutcomeIsCounted() throws Exception {
        Map<String, String> properties = FakeWorker.properties(
                "name", "counted", "verify", "api_key", "secret", "k", "id", "${body.id}", "ack.timeout.ms", "300");
        try (FakeWorker worker = FakeWorker.start(properties)) {
            worker.post("/in", "[{\"id\":1},{\"id\":2}]", "X-API-Key", "k");
            worker.post("/in", "[{\"id\":2},{\"id\":3}]", "X-API-Key", "k");
            worker.post("/in", "{}", "X-API-Key", "wrong");
            worker.post("/in", "no json", "X-API-Key", "k");
            worker.post("/in", "{}", "X-API-Key", "k", "Content-Type", "text/html");
            worker.kafka(Kafka.IS_AWAY);
            assertThat(worker.post("/in", "{\"id\":4}", "X-API-Key", "k").statusCode())
                    .isEqualTo(504);
            // An answer may be there a moment before it is counted.
            Await.asserted(DEADLINE, () -> {
                assertThat(metric("counted", "requests-accepted-total")).isEqualTo(2);
                assertThat(metric("counted", "events-stored-total")).isEqualTo(3);
                assertThat(metric("counted", "events-repeated-total")).isEqualTo(1);
                assertThat(metric("counted", "requests-unauthorized-total")).isEqualTo(1);
                assertThat(metric("counted", "requests-refused-total")).isEqualTo(2);
                assertThat(metric("counted", "requests-unanswered-total")).isEqualTo(1);
                assertThat(metric("counted", "waiting-requests")).isEqualTo(1);
                assertThat(metric("counted", "buffered-bytes")).isPositive();
                assertThat(metric("counted", "request-total")).isEqualTo(2);
            });
        }
    }

    @Test
    void whatARequestHasTakenIsGivenBack() throws Exception {
        Map<String, String> properties = FakeWorker.properties(
                "name", "memory",
                "request.timeout.ms", "500",
                "body.max.bytes", "100000",
                "event.max.bytes", "50000",
                "required.fields", "a",
                "id", "${body.id}");
        try (FakeWorker worker = FakeWorker.start(properties)) {
            assertThat(worker.post("/in", "{\"a\":1}").statusCode()).isEqualTo(200);
            slow(worker, true);
            slow(worker, false);
            worker.post("/in", "{\"b\":\"" + "x".repeat(20_000) + "\"}");
            worker.post("/in", "{\"a\":\"" + "x".repeat(60_000) + "\"}");
            worker.post("/in", "x".repeat(20_000));
            worker.post("/in", "{\"id\":1,\"a\":1}");
            worker.post("/in", "{\"id\":1,\"a\":1}");
            worker.post("/in", "[]");
            worker.kafka(Kafka.IS_AWAY);
            CompletableFuture<HttpResponse<String>> waiting = FakeWorker.sendAsync(
                    worker.request("/in", "{\"id\":2,\"a\":1}").build());
            Await.until("one in the producer", DEADLINE, () -> worker.inProducer() == 1);
            assertThat(metric("memory", "buffered-bytes")).isPositive();
            worker.arrive();
            assertThat(waiting.get().statusCode()).isEqualTo(200);
            Await.until("nothing to be held", DEADLINE, () -> metric("memory", "buffered-bytes") == 0);
            assertThat(metric("memory", "waiting-requests")).isZero();
        }
    }

    /** Sends a part of a body, and then nothing or the end of the connection. */
    private static void slow(FakeWorker worker, boolean breaksOff) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port())) {
            String head =
                    "POST /in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n";
            socket.getOutputStream().write((head + "x".repeat(30_000)).getBytes(StandardCharsets.US_ASCII));
            Await.until("the part to be read", DEADLINE, () -> metric("memory", "buffered-bytes") >= 30_000);
            if (!breaksOff) {
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(answer).startsWith("HTTP/1.1 408");
            }
        }
        Await.until("the part to be forgotten", DEADLINE, () -> metric("memory", "buffered-bytes") == 0);
    }

    private static long metric(String connector, String name) {
        try {
            ObjectName bean = new ObjectName("io.headrace:type=source-task,connector=" + connector + ",task=0");
            Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name);
            return ((Number) value).longValue();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
