package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.rules.golden.Golden;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request becomes in Kafka. */
class WebhookRecordsTest {

    private static final String GITHUB_BODY = "{\"action\":\"opened\",\"number\":7}";

    /** HMAC-SHA256 of the body with the key "s", computed with Python's hmac. */
    private static final String GITHUB_SIGNATURE =
            "sha256=ec6c695a58f1c9deec735191c0ec04c3d3aa061b282818d7fb4ae650dfb262db";

    @Test
    void theShapesOfARecordAreAContract() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String format : List.of("event", "json", "text")) {
            try (FakeWorker worker = FakeWorker.start(FakeWorker.properties(
                    "verify", "github",
                    "secret", "s",
                    "record.format", format,
                    "topic", "github.${type}",
                    "request.headers", "User-Agent,X-GitHub-Hook-ID"))) {
                HttpResponse<String> answer = worker.post(
                        "/in",
                        GITHUB_BODY,
                        "X-Hub-Signature-256",
                        GITHUB_SIGNATURE,
                        "X-GitHub-Delivery",
                        "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                        "X-GitHub-Event",
                        "issues",
                        "User-Agent",
                        "GitHub-Hookshot/044aadd",
                        "X-GitHub-Hook-ID",
                        "292430182");
                assertThat(answer.statusCode()).isEqualTo(200);
                all.append("## record.format=")
                        .append(format)
                        .append("\n\n")
                        .append(shape(worker.stored().get(0)));
            }
        }
        Golden.assertMatches("source-http/src/test/resources/golden/webhook-records.txt", all.toString());
    }

    private static String shape(SourceRecord record) {
        StringBuilder text = new StringBuilder();
        text.append("topic: ").append(record.topic()).append('\n');
        text.append("partition: ")
                .append(record.sourcePartition())
                .append(" offset: ")
                .append(record.sourceOffset())
                .append('\n');
        text.append("key: ")
                .append(record.keySchema())
                .append(" ")
                .append(record.key())
                .append('\n');
        for (Header header : record.headers()) {
            boolean varies = header.key().matches("headrace\\.(request\\.id|received\\.at)");
            text.append("header: ")
                    .append(header.key())
                    .append(" ")
                    .append(header.schema())
                    .append(" ")
                    .append(varies ? "…" : header.value())
                    .append('\n');
        }
        if (record.value() instanceof Struct struct) {
            text.append("value: ")
                    .append(struct.schema().name())
                    .append(" version ")
                    .append(struct.schema().version())
                    .append('\n');
            for (Field field : struct.schema().fields()) {
                text.append("  ")
                        .append(field.name())
                        .append(": ")
                        .append(field.schema().type())
                        .append(
                                field.schema().name() == null
                                        ? ""
                                        : " (" + field.schema().name() + ")")
                        .append(field.schema().isOptional() ? " optional" : "")
                        .append(" = ")
                        .append(field.name().equals("received_at") ? "…" : struct.get(field))
                        .append('\n');
            }
        } else {
            text.append("value: ")
                    .append(record.valueSchema())
                    .append(" ")
                    .append(record.value())
                    .append('\n');
        }
        return text.append('\n').toString();
    }

    @Test
    void aRouteSendsEachKindToATopicOfItsOwn() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties(
                "path", "/in/{tenant}",
                "topic", "in.${path.tenant}.${body.data.kind|other}",
                "key", "${query.k|none}"))) {
            worker.post("/in/a%20b", "{\"data\":{\"kind\":\"order/paid\"}}");
            worker.post("/in/shop?k=7", "{}");
            assertThat(worker.stored())
                    .extracting(SourceRecord::topic)
                    .containsExactly("in.a_b.order_paid", "in.shop.other");
            assertThat(worker.stored()).extracting(SourceRecord::key).containsExactly("none", "7");
        }
    }

    @Test
    void aValueThatATopicNeedsMustBeThere() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("topic", "in.${body.kind}"))) {
            HttpResponse<String> answer = worker.post("/in", "[{\"kind\":\"a\"},{\"kind\":{}}]");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"Event 2 lacks a value that its topic is named after: in.${body.kind}. Send it with that value.\"}");
            assertThat(worker.stored()).isEmpty();
        }
    }

    @Test
    void nobodyCanFillTheClusterWithTopics() throws Exception {
        try (FakeWorker worker =
                FakeWorker.start(FakeWorker.properties("topic", "in.${body.kind}", "topics.max", "2"))) {
            assertThat(worker.post("/in", "[{\"kind\":\"a\"},{\"kind\":\"b\"}]").statusCode())
                    .isEqualTo(200);
            assertThat(worker.post("/in", "{\"kind\":\"c\"}").statusCode()).isEqualTo(400);
            assertThat(worker.post("/in", "{\"kind\":\"b\"}").statusCode()).isEqualTo(200);
        }
        try (FakeWorker worker =
                FakeWorker.start(FakeWorker.properties("topic", "in.${body.kind}", "topic.allowed", "in\\.[ab]"))) {
            assertThat(worker.post("/in", "{\"kind\":\"b\"}").statusCode()).isEqualTo(200);
            assertThat(worker.post("/in", "{\"kind\":\"c\"}").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void anEventWithoutARequiredFieldIsRefusedWithItsRequest() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("required.fields", "event,user.id"))) {
            HttpResponse<String> answer =
                    worker.post("/in", "[{\"event\":\"a\",\"user\":{\"id\":1}},{\"event\":null,\"user\":{}}]");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"Event 2 lacks event, user.id. Send every event with event, user.id.\"}");
            assertThat(worker.stored()).isEmpty();
            assertThat(worker.post("/in", "{\"user\":{\"id\":[]},\"event\":false}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** A record that is longer than the producer sends would fail the task, so nothing but the body may be long. */
    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "key"})
    void whatIsBesideTheBodyIsShort(String part) throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties(part, "${body.a}"))) {
            HttpResponse<String> answer =
                    worker.post("/in", "[{\"a\":\"" + "x".repeat(512) + "\"},{\"a\":\"" + "x".repeat(513) + "\"}]");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"The " + part
                            + " of event 2 has more than 512 characters. Send a shorter one.\"}");
            assertThat(worker.stored()).isEmpty();
            assertThat(worker.post("/in", "{\"a\":\"" + "x".repeat(512) + "\"}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theKeptHeadIsShort() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("request.headers", "X-A"))) {
            HttpResponse<String> answer = worker.post("/in", "{}", "X-A", "\"".repeat(5_000));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"The path and the headers that are kept have more than 8192 characters together. Send shorter ones.\"}");
            assertThat(worker.post("/in", "{}", "X-A", "x".repeat(5_000)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void batchesComeInThreeForms() throws Exception {
        try (FakeWorker worker = FakeWorker.start(
                FakeWorker.properties("batch.field", "batch", "record.format", "text", "id", "${body.messageId}"))) {
            assertThat(worker.post("/in", "[{\"messageId\":1},{\"messageId\":2}]")
                            .body())
                    .isEqualTo("{\"stored\":2}");
            worker.post("/in", "{\"messageId\":3}\n{\"messageId\":4}\n", "Content-Type", "application/x-ndjson");
            worker.post("/in", "{\"sentAt\":\"now\",\"batch\":[{\"messageId\":5}, {\"messageId\":6}],\"context\":{}}");
            worker.post("/in", "{\"messageId\":7,\"type\":\"track\"}");
            assertThat(worker.post("/in", "{\"batch\":[]}").body()).isEqualTo("{\"stored\":0}");
            assertThat(worker.stored())
                    .extracting(SourceRecord::key)
                    .containsExactly("1", "2", "3", "4", "5", "6", "7");
            assertThat(worker.stored().get(5).value()).isEqualTo("{\"messageId\":6}");
        }
    }

    @Test
    void anIdOfTheRequestIsMadeOneOfEachEvent() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("id", "${header.X-Id}"))) {
            worker.post("/in", "[{\"a\":1},{\"a\":2}]", "X-Id", "r1");
            assertThat(worker.stored()).extracting(SourceRecord::key).containsExactly("r1-0", "r1-1");
            assertThat(worker.post("/in", "[{\"a\":1},{\"a\":2}]", "X-Id", "r1").body())
                    .isEqualTo("{\"stored\":0,\"repeated\":2}");
        }
    }

    @Test
    void numbersOfSchemalessEventsAreOfTheTypesThatConvertersTake() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("record.format", "json"))) {
            worker.post(
                    "/in",
                    "{\"i\":9223372036854775807,\"b\":9223372036854775808,\"d\":0.5,\"h\":1e999,\"n\":null,\"t\":true,\"l\":[1,{\"x\":\"ü\"}]}");
            SourceRecord record = worker.stored().get(0);
            assertThat(record.valueSchema()).isNull();
            Map<String, Object> expected = new LinkedHashMap<>();
            expected.put("i", Long.MAX_VALUE);
            expected.put("b", 0x1p63);
            expected.put("d", 0.5);
            expected.put("h", "1e999");
            expected.put("n", null);
            expected.put("t", true);
            expected.put("l", List.of(1L, Map.of("x", "ü")));
            assertThat(record.value()).isEqualTo(expected);
        }
    }

    @Test
    void formsBecomeObjects() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("record.format", "text"))) {
            String form = "application/x-www-form-urlencoded";
            worker.post("/in", "command=%2Fweather&text=94070+CA&empty=", "Content-Type", form);
            worker.post("/in", "size=s&colour=red&colour=blue", "Content-Type", form);
            worker.post("/in", "payload=%7B%22a%22%3A%22%C3%BC%22%7D", "Content-Type", form);
            assertThat(values(worker))
                    .containsExactly(
                            "{\"command\":\"/weather\",\"text\":\"94070 CA\",\"empty\":\"\"}",
                            "{\"size\":\"s\",\"colour\":[\"red\",\"blue\"]}",
                            "{\"a\":\"ü\"}");
        }
    }

    @Test
    void aFormOfManyShortFieldsIsRefused() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties())) {
            String form = "application/x-www-form-urlencoded";
            HttpResponse<String> answer = worker.post("/in", "a&".repeat(10_000), "Content-Type", form);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"The form has more than 10000 fields. Send fewer, or a JSON object.\"}");
            assertThat(worker.post("/in", "a&".repeat(9_999), "Content-Type", form)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** Svix has names of its own; who adds a header of the other family makes no other event. */
    @Test
    void theIdOfAStandardWebhookIsTheSignedOne() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties(
                "verify", "standard_webhooks", "secret", "whsec_cw==", "replay.window.ms", "0"))) {
            assertThat(worker.post("/in", "{}", standard("svix-")).body()).isEqualTo("{\"stored\":1}");
            assertThat(worker.post("/in", "{}", standard("svix-", "webhook-id", "m2"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(worker.post("/in", "{}", standard("webhook-", "svix-id", "m2"))
                            .body())
                    .isEqualTo("{\"stored\":0,\"repeated\":1}");
            assertThat(worker.stored()).extracting(SourceRecord::key).containsExactly("m1");
        }
    }

    /** HMAC-SHA256 of "m1.1700000000.{}" with the key "s", computed with Python's hmac. */
    private static String[] standard(String family, String... more) {
        List<String> headers = new ArrayList<>(List.of(more));
        headers.addAll(List.of(family + "id", "m1", family + "timestamp", "1700000000"));
        headers.addAll(List.of(family + "signature", "v1,IWLSqW+K/RJL2X9kz0MRSUoH8fyegI0fpgcY5JjcOjo="));
        return headers.toArray(String[]::new);
    }

    /** docs.slack.dev, "url_verification": the endpoint repeats the challenge, and this is no event. */
    @Test
    void slackAsksWhetherSomebodyListens() throws Exception {
        try (FakeWorker worker =
                FakeWorker.start(FakeWorker.properties("verify", "slack", "secret", "s", "replay.window.ms", "0"))) {
            String body =
                    "{\"token\":\"t\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\",\"type\":\"url_verification\"}";
            HttpResponse<String> answer = worker.post(
                    "/in",
                    body,
                    "X-Slack-Request-Timestamp",
                    "1531420618",
                    "X-Slack-Signature",
                    "v0=00e809d05689c2e25e4f0ed364315eb65ed211564c70c29688d68b820e3d038e");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
            assertThat(worker.stored()).isEmpty();
        }
    }

    @Test
    void severalRoutesShareAPort() throws Exception {
        Map<String, String> properties = FakeWorker.properties(
                "routes", "github,track",
                "routes.github.verify", "api_key",
                "routes.github.secret", "k",
                "routes.github.topic", "github",
                "routes.track.topic", "${route}",
                "routes.track.path", "/v1/track");
        properties.remove("path");
        try (FakeWorker worker = FakeWorker.start(properties)) {
            assertThat(worker.post("/github", "{}").statusCode()).isEqualTo(401);
            assertThat(worker.post("/github", "{}", "X-API-Key", "k").statusCode())
                    .isEqualTo(200);
            assertThat(worker.post("/v1/track", "{}").statusCode()).isEqualTo(200);
            List<String> topics = new ArrayList<>();
            worker.stored().forEach(record -> topics.add(record.topic()));
            assertThat(topics).containsExactly("github", "track");
        }
    }

    private static List<Object> values(FakeWorker worker) {
        return worker.stored().stream().map(SourceRecord::value).toList();
    }
}
