package io.headrace.source.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.runtime.Await;
import io.headrace.source.http.FakeWorker.Kafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R23, each part by its name: the right status each time, and nothing acknowledged that is not in Kafka. */
class WebhookScenariosTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String SECRET = "of-a-test";

    @Test
    void anEventIsAcknowledgedWhenItIsStored() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("record.format", "text"))) {
            HttpResponse<String> answer = worker.post("/in", "{\"a\":1}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"stored\":1}");
            assertThat(values(worker)).containsExactly("{\"a\":1}");
        }
    }

    @Test
    void nothingIsAcknowledgedBeforeKafkaHasIt() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties())) {
            worker.kafka(Kafka.IS_AWAY);
            CompletableFuture<HttpResponse<String>> answer = FakeWorker.sendAsync(
                    worker.request("/in", "[{\"a\":1},{\"a\":2}]").build());
            Await.until("two records in the producer", DEADLINE, () -> worker.inProducer() == 2);
            assertThat(answer).isNotDone();
            worker.arrive();
            assertThat(answer.get().body()).isEqualTo("{\"stored\":2}");
        }
    }

    @Test
    void r23Forged() throws Exception {
        try (FakeWorker worker = FakeWorker.start(signed())) {
            String body = "{\"id\":\"e1\"}";
            assertThat(worker.post("/in", body, "X-Signature", sign("{\"id\":\"e2\"}"), "X-Time", now())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(worker.post("/in", body, "X-Time", now()).statusCode()).isEqualTo(401);
            HttpResponse<String> forged = worker.post("/in", body, "X-Signature", "00", "X-Time", now());
            assertThat(forged.headers().firstValue("WWW-Authenticate")).contains("Signature");
            assertThat(worker.stored()).isEmpty();
        }
    }

    @Test
    void r23Stale() throws Exception {
        try (FakeWorker worker = FakeWorker.start(signed())) {
            String old = Long.toString(Instant.now().getEpochSecond() - 301);
            HttpResponse<String> answer = post(worker, "{\"id\":\"e1\"}", old);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("which is more than 300 s from now");
            assertThat(worker.stored()).isEmpty();
        }
    }

    @Test
    void r23Replayed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(signed())) {
            String time = now();
            assertThat(post(worker, "{\"id\":\"e1\"}", time).body()).isEqualTo("{\"stored\":1}");
            HttpResponse<String> again = post(worker, "{\"id\":\"e1\"}", time);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo("{\"stored\":0,\"repeated\":1}");
            assertThat(worker.stored()).hasSize(1);
        }
    }

    @Test
    void aRepetitionWaitsForTheFirst() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("id", "${body.id}"))) {
            worker.kafka(Kafka.IS_AWAY);
            CompletableFuture<HttpResponse<String>> first =
                    FakeWorker.sendAsync(worker.request("/in", "{\"id\":1}").build());
            Await.until("the first in the producer", DEADLINE, () -> worker.inProducer() == 1);
            CompletableFuture<HttpResponse<String>> second = FakeWorker.sendAsync(
                    worker.request("/in", "[{\"id\":1},{\"id\":2},{\"id\":2}]").build());
            Await.until("the other event in the producer", DEADLINE, () -> worker.inProducer() == 2);
            assertThat(second).isNotDone();
            worker.arrive();
            assertThat(first.get().body()).isEqualTo("{\"stored\":1}");
            assertThat(second.get().body()).isEqualTo("{\"stored\":1,\"repeated\":2}");
            assertThat(worker.stored()).hasSize(2);
        }
    }

    /** One of its events is in the producer for another request, the other is still in the queue. */
    @Test
    void aRequestThatWaitsForAnotherIsAnsweredInTimeToo() throws Exception {
        try (FakeWorker worker =
                FakeWorker.start(FakeWorker.properties("id", "${body.id}", "ack.timeout.ms", "1000"))) {
            worker.kafka(Kafka.IS_AWAY);
            CompletableFuture<HttpResponse<String>> first =
                    FakeWorker.sendAsync(worker.request("/in", "{\"id\":1}").build());
            Await.until("the first in the producer", DEADLINE, () -> worker.inProducer() == 1);
            worker.pause(true);
            assertThat(worker.post("/in", "[{\"id\":1},{\"id\":2}]").statusCode())
                    .isEqualTo(504);
            assertThat(first.get().statusCode()).isEqualTo(504);
            worker.pause(false);
            worker.arrive();
            assertThat(worker.post("/in", "[{\"id\":1},{\"id\":2}]").body()).isEqualTo("{\"stored\":1,\"repeated\":1}");
        }
    }

    @Test
    void whatWasNotStoredIsNoRepetition() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("id", "${body.id}"))) {
            worker.kafka(Kafka.REFUSES);
            assertThat(worker.post("/in", "{\"id\":1}").statusCode()).isEqualTo(500);
            worker.kafka(Kafka.ACKNOWLEDGES);
            assertThat(worker.post("/in", "{\"id\":1}").body()).isEqualTo("{\"stored\":1}");
        }
    }

    @Test
    void twoEqualEventsAreTwoRecords() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("key", ""))) {
            worker.post("/in", "[{\"a\":1},{\"a\":1}]");
            assertThat(worker.stored()).hasSize(2).doesNotHaveDuplicates();
            assertThat(worker.stored().stream()
                            .map(record -> record.headers()
                                    .lastWithName("headrace.request.id")
                                    .value()))
                    .doesNotHaveDuplicates();
        }
    }

    /** A head that trickles never lets a connection look idle. */
    @Test
    void r23SlowlorisInTheHead() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("idle.timeout.ms", "1000"));
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), worker.port())) {
            slow.getOutputStream().write("POST /in HTTP/1.1\r\nHost: x\r\n".getBytes(US_ASCII));
            assertThat(trickleUntilAnswered(slow, "X-A: b\r\n")).startsWith("HTTP/1.1 408");
            assertThat(worker.post("/in", "{}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void r23SlowlorisInTheBody() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("request.timeout.ms", "1000"));
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), worker.port())) {
            slow.getOutputStream()
                    .write(
                            "POST /in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
                                    .getBytes(US_ASCII));
            assertThat(trickleUntilAnswered(slow, " "))
                    .startsWith("HTTP/1.1 408")
                    .contains("Connection: close");
            assertThat(worker.stored()).isEmpty();
        }
    }

    /** Sends a little again and again, faster than any idle timeout, until the other side has closed. */
    private static String trickleUntilAnswered(Socket socket, String drop) throws IOException {
        socket.setSoTimeout(50);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < end) {
            try {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                answer.write(next);
            } catch (SocketTimeoutException e) {
                write(socket, drop);
            } catch (IOException e) {
                break;
            }
        }
        return answer.toString(US_ASCII);
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|closed|abort).*");
        }
    }

    @Test
    void manySlowConnectionsKeepNobodyOut() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (FakeWorker worker =
                FakeWorker.start(FakeWorker.properties("connections.max", "20", "idle.timeout.ms", "1000"))) {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port());
                write(socket, "POST /in HTTP/1.1\r\n");
                slow.add(socket);
            }
            assertThat(worker.post("/in", "{}").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/json; charset=utf-8, 200",
        "APPLICATION/JSON, 200",
        "application/cloudevents+json, 200",
        "application/x-ndjson, 200",
        "application/jsonl, 200",
        "text/plain, 415",
        "text/html, 415",
        "application/xml, 415",
        "multipart/form-data; boundary=x, 415",
    })
    void r23WrongContentType(String type, int status) throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties())) {
            assertThat(worker.post("/in", "{}", "Content-Type", type).statusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void noContentTypeIsNamed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties())) {
            HttpRequest bare = HttpRequest.newBuilder(URI.create(worker.url("/in")))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(FakeWorker.send(bare).body())
                    .isEqualTo(
                            "{\"error\":\"The request has no Content-Type; it must be one of application/json, application/x-ndjson, application/x-www-form-urlencoded.\"}");
        }
    }

    @Test
    void r23BurstOfTenThousand() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("id", "${body.id}", "record.format", "json"))) {
            Semaphore free = new Semaphore(1_000);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                free.acquire();
                answers.add(FakeWorker.sendAsync(
                                worker.request("/in", "{\"id\":" + i + "}").build())
                        .whenComplete((answer, failure) -> free.release()));
            }
            int acknowledged = 0;
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                int status = answer.get().statusCode();
                assertThat(status).isIn(200, 503);
                acknowledged += status == 200 ? 1 : 0;
            }
            assertThat(acknowledged).isPositive();
            Set<Object> stored =
                    worker.stored().stream().map(SourceRecord::key).collect(Collectors.toCollection(HashSet::new));
            assertThat(stored).hasSize(acknowledged);
            assertThat(worker.stored()).hasSize(acknowledged);
        }
    }

    @Test
    void r23KafkaDown() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("ack.timeout.ms", "500"))) {
            worker.kafka(Kafka.IS_AWAY);
            HttpResponse<String> late = worker.post("/in", "{\"a\":1}");
            assertThat(late.statusCode()).isEqualTo(504);
            assertThat(late.headers().firstValue("Retry-After")).contains("5");
            assertThat(late.body())
                    .isEqualTo(
                            "{\"error\":\"Kafka did not acknowledge within 500 ms. Send it again; it may have been stored.\"}");
            worker.arrive();
            assertThat(worker.stored()).hasSize(1);
            assertThat(worker.post("/in", "{\"a\":2}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDroppedRecordIsNotAcknowledged() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties())) {
            worker.kafka(Kafka.REFUSES);
            HttpResponse<String> answer = worker.post("/in", "{\"a\":1}");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"Kafka did not take every event of this request. Send it again.\"}");
        }
    }

    @Test
    void aPausedConnectorTakesNothing() throws Exception {
        try (FakeWorker worker =
                FakeWorker.start(FakeWorker.properties("poll.timeout.ms", "1000", "ack.timeout.ms", "500"))) {
            assertThat(worker.get("/health").statusCode()).isEqualTo(200);
            worker.pause(true);
            HttpResponse<String> early = worker.post("/in", "{\"a\":1}");
            assertThat(early.statusCode()).as("not handed over, so taken back").isEqualTo(503);
            Await.until("unhealthy", DEADLINE, () -> status(worker, "/health") == 503);
            HttpResponse<String> paused = worker.post("/in", "{\"a\":2}");
            assertThat(paused.statusCode()).isEqualTo(503);
            assertThat(paused.headers().firstValue("Retry-After")).contains("5");
            worker.pause(false);
            Await.until("healthy", DEADLINE, () -> status(worker, "/health") == 200);
            assertThat(worker.post("/in", "{\"a\":3}").statusCode()).isEqualTo(200);
            assertThat(worker.stored()).hasSize(1);
        }
    }

    private static int status(FakeWorker worker, String path) {
        try {
            return worker.get(path).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFullBufferSaysComeAgain() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties(
                "buffer.bytes", "1048576", "body.max.bytes", "300000", "event.max.bytes", "300000"))) {
            worker.kafka(Kafka.IS_AWAY);
            String body = "{\"a\":\"" + "x".repeat(200_000) + "\"}";
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(FakeWorker.sendAsync(worker.request("/in", body).build()));
            }
            Await.until("two in the producer", DEADLINE, () -> worker.inProducer() == 2);
            HttpResponse<String> full = worker.post("/in", body);
            assertThat(full.statusCode()).isEqualTo(503);
            assertThat(full.headers().firstValue("Retry-After")).contains("5");
            worker.arrive();
            for (CompletableFuture<HttpResponse<String>> answer : waiting) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
            assertThat(worker.post("/in", body).statusCode())
                    .as("what was held is given back")
                    .isEqualTo(200);
        }
    }

    @Test
    void theEndAnswersThoseWhoWait() throws Exception {
        FakeWorker worker = FakeWorker.start(FakeWorker.properties("ack.timeout.ms", "60000"));
        worker.kafka(Kafka.IS_AWAY);
        CompletableFuture<HttpResponse<String>> waiting =
                FakeWorker.sendAsync(worker.request("/in", "{\"a\":1}").build());
        Await.until("one in the producer", DEADLINE, () -> worker.inProducer() == 1);
        worker.close();
        assertThat(waiting.get().statusCode()).isEqualTo(503);
        assertThat(waiting.get().body())
                .isEqualTo("{\"error\":\"The connector stops. Send it again later; it may have been stored.\"}");
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), worker.port()), 1000))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void brokenAndForeignRequestsAreTold() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties())) {
            assertThat(worker.post("/in", "{\"a\":").body())
                    .isEqualTo("{\"error\":\"The body is not JSON in UTF-8: line 1, column 6.\"}");
            assertThat(worker.post("/in", "").body())
                    .isEqualTo("{\"error\":\"The body is empty. Send a JSON object.\"}");
            assertThat(worker.post("/in", "[1]").body())
                    .isEqualTo("{\"error\":\"Event 1 is no JSON object. Send objects only.\"}");
            assertThat(worker.post("/elsewhere", "{}").statusCode()).isEqualTo(404);
            HttpResponse<String> get = worker.get("/in");
            assertThat(get.statusCode()).isEqualTo(405);
            assertThat(get.headers().firstValue("Allow")).contains("POST");
            assertThat(worker.stored()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CONNECT x:80", "OPTIONS *", "POST /in/%2e%2e%2f", "POST /in/..;/in", "POST /%ff", "TRACE /in"})
    void strangeRequestsAreAnswered(String line) throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("idle.timeout.ms", "500"));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port())) {
            socket.setSoTimeout(10_000);
            write(socket, line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 4");
        }
    }

    private static Map<String, String> signed() {
        return FakeWorker.properties(
                "verify", "hmac",
                "secret", SECRET,
                "hmac.timestamp.header", "X-Time",
                "hmac.signed", "${timestamp}.${body}",
                "id", "${body.id}");
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    private static HttpResponse<String> post(FakeWorker worker, String body, String time) throws Exception {
        return worker.post("/in", body, "X-Signature", sign(time + "." + body), "X-Time", time);
    }

    private static String sign(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }

    private static List<Object> values(FakeWorker worker) {
        return worker.stored().stream().map(SourceRecord::value).toList();
    }
}
