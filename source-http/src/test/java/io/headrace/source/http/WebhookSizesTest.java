package io.headrace.source.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** R23: what is too large, in each way that it can be. */
class WebhookSizesTest {

    @Test
    void r23OversizedAsSaid() throws Exception {
        try (FakeWorker worker = FakeWorker.start(small())) {
            HttpResponse<String> answer = worker.post("/in", "{\"a\":\"" + "x".repeat(20_000) + "\"}");
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"The body has 20008 bytes; at most 10000 are taken. Send fewer events in one request.\"}");
        }
    }

    @Test
    void r23OversizedWithoutALength() throws Exception {
        try (FakeWorker worker = FakeWorker.start(small())) {
            HttpRequest chunked = worker.request("/in", "")
                    .POST(HttpRequest.BodyPublishers.fromPublisher(
                            HttpRequest.BodyPublishers.ofString("{\"a\":\"" + "x".repeat(11_000) + "\"}")))
                    .build();
            assertThat(FakeWorker.send(chunked).statusCode()).isEqualTo(413);
            assertThat(worker.post("/in", "{\"a\":1}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void r23OversizedWhenInflated() throws Exception {
        try (FakeWorker worker = FakeWorker.start(small())) {
            assertThat(FakeWorker.send(gzip(worker, "{\"a\":\"" + "x".repeat(1_000_000) + "\"}"))
                            .body())
                    .contains("The body has more than 10000 bytes when it is inflated.");
            assertThat(FakeWorker.send(gzip(worker, "{\"a\":\"" + "x".repeat(500) + "\"}"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(worker.post("/in", "{}", "Content-Encoding", "gzip").statusCode())
                    .isEqualTo(400);
            assertThat(worker.post("/in", "{}", "Content-Encoding", "br").statusCode())
                    .isEqualTo(415);
        }
    }

    private static HttpRequest gzip(FakeWorker worker, String body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body.getBytes(UTF_8));
        }
        return worker.request("/in", "")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()))
                .build();
    }

    @Test
    void r23OversizedEventInASmallerBody() throws Exception {
        try (FakeWorker worker = FakeWorker.start(small())) {
            HttpResponse<String> answer = worker.post("/in", "[{},{\"a\":\"" + "x".repeat(1_100) + "\"}]");
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("Event 2 has 1108 bytes; at most 1024 are taken.");
            assertThat(worker.stored()).isEmpty();
        }
    }

    /** Kafka's JSON converter makes twelve bytes of the four of an emoji: a record that the producer does not send would fail the task. */
    @Test
    void r23OversizedWhereItIsEscaped() throws Exception {
        try (FakeWorker worker = FakeWorker.start(small())) {
            HttpResponse<String> answer = worker.post("/in", "[{},{\"a\":\"" + "\ud83d\ude00".repeat(200) + "\"}]");
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"Event 2 takes 2412 bytes where all its characters are escaped; at most 2048 are taken. Send it without what is not needed.\"}");
            assertThat(worker.post("/in", "{\"a\":[" + "1e6,".repeat(250) + "0]}")
                            .statusCode())
                    .isEqualTo(413);
            assertThat(worker.post("/in", "{\"a\":\"" + "\ud83d\ude00".repeat(160) + "\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** A record that the converter cannot write would fail the task. */
    @Test
    void r23DeepEventsAreRefused() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("record.format", "json"))) {
            HttpResponse<String> answer = worker.post("/in", "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"The body is nested deeper than 500 levels, or has a name or a number of unusual length. Send it flatter.\"}");
            assertThat(worker.post("/in", "{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tooManyEventsAreRefused() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("batch.max.events", "2"))) {
            assertThat(worker.post("/in", "[{},{}]").statusCode()).isEqualTo(200);
            assertThat(worker.post("/in", "[{},{},{}]").statusCode()).isEqualTo(413);
        }
    }

    private static Map<String, String> small() {
        return FakeWorker.properties("body.max.bytes", "10000", "event.max.bytes", "1024");
    }
}
