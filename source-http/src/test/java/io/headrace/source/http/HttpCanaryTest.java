package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import io.headrace.testkit.stream.Offsets;
import io.headrace.testkit.stream.SourceRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No secret comes out of the connector, whatever goes wrong: the log down to DEBUG, errors of validation, the traces that a task's status shows, all of each record but what the API itself wrote
 * into it, and the metrics are searched. The API repeats whatever it was sent.
 */
class HttpCanaryTest {

    private static final String BASIC =
            Base64.getEncoder().encodeToString("me:CANARY-PASSWORD".getBytes(StandardCharsets.UTF_8));

    /** Ways to log in. */
    static List<List<String>> logins() {
        return List.of(
                List.of("http.auth.type", "bearer", "http.auth.token", "CANARY-TOKEN"),
                List.of("http.auth.type", "basic", "http.auth.username", "me", "http.auth.password", "CANARY-PASSWORD"),
                List.of("http.auth.type", "api_key", "http.auth.parameter", "k", "http.auth.token", "CANARY-KEY"),
                List.of(
                        "http.auth.type", "oauth2_client_credentials",
                        "http.auth.client.id", "me",
                        "http.auth.client.secret", "CANARY-CLIENT"),
                List.of(
                        "http.auth.type", "oauth2_refresh_token",
                        "http.auth.client.id", "me",
                        "http.auth.client.secret", "CANARY-CLIENT",
                        "http.auth.refresh.token", "CANARY-REFRESH"),
                List.of(
                        "http.auth.type",
                        "hmac",
                        "http.auth.header",
                        "X-Sig",
                        "http.auth.client.secret",
                        "CANARY-SIGNING"));
    }

    private final PrintStream console = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final StringBuilder told = new StringBuilder();
    private final MockApi api = MockApi.start();
    private int records = 0;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        api.post(
                "/token",
                call -> Reply.json(Map.of(
                        "access_token", "CANARY-ACCESS", "refresh_token", "CANARY-REFRESHED", "expires_in", 3600)));
        api.get("/good", call -> Reply.json(List.of(Map.of("id", 1), Map.of("id", 2))));
        api.get("/refused", call -> echo(call, 403));
        api.get("/broken", call -> echo(call, 500));
        api.get("/strange", call -> Reply.html(200, "<html>" + sent(call) + "</html>"));
        api.get(
                "/elsewhere",
                call -> Reply.redirect(
                        302, "http://elsewhere.invalid/?" + sent(call).length()));
        api.get("/keyless", call -> Reply.json(List.of(Map.of("name", "x"))));
    }

    @AfterEach
    void end() {
        System.setErr(console);
        api.close();
    }

    private static String sent(Call call) {
        return (call.target() + " " + call.headers() + " " + call.body()).replace('"', '\'');
    }

    private static Reply echo(Call call, int status) {
        return Reply.json(status, Map.of("error", Map.of("message", "bad: " + sent(call))));
    }

    private Map<String, String> config(List<String> settings) {
        Map<String, String> config = new HashMap<>();
        config.put("name", "canary");
        config.put("http.url", api.url());
        config.put("streams", "good,refused,broken,strange,elsewhere,keyless");
        config.put("streams.good.primary.key", "id");
        config.put("streams.keyless.primary.key", "id");
        config.put("poll.interval.ms", "86400000");
        config.put("stream.errors.max.retries", "0");
        config.put("heartbeat.topic", "beats");
        for (int i = 0; i < settings.size(); i += 2) {
            config.put(settings.get(i), settings.get(i + 1));
        }
        if (config.getOrDefault("http.auth.type", "").startsWith("oauth2")) {
            config.put("http.auth.token.url", api.url("/token"));
        }
        return config;
    }

    @ParameterizedTest
    @MethodSource("logins")
    void noSecretComesOut(List<String> login) throws Exception {
        run(config(login));
        assertNothingIsTold();
    }

    /** Secrets of a manifest's settings, in places of a request that no name marks as secret. */
    @Test
    void noSecretOfAManifestComesOut() throws Exception {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "canary",
                "http.manifest", manifest(),
                "config.url", api.url(),
                "config.pass", "CANARY-PASS",
                "poll.interval.ms", "86400000",
                "stream.errors.max.retries", "0"));
        run(config);
        assertThat(api.log().mentioning("CANARY-PASS")).isNotEmpty();
        assertNothingIsTold();
    }

    private static String manifest() {
        String streams = """
                  - type: DeclarativeStream
                    name: STREAM
                    primary_key: id
                    retriever:
                      type: SimpleRetriever
                      requester:
                        type: HttpRequester
                        url_base: "{{ config['url'] }}"
                        path: /STREAM
                        request_parameters: {place: "{{ config['pass'] }}"}
                        request_headers: {X-Place: "{{ config['pass'] }}"}
                      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                """;
        return """
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [good]}
                streams:
                %s%s%s%sspec:
                  type: Spec
                  connection_specification:
                    type: object
                    properties: {url: {type: string}, pass: {type: string, airbyte_secret: true}}
                """.formatted(
                        streams.replace("STREAM", "good"),
                        streams.replace("STREAM", "refused"),
                        streams.replace("STREAM", "broken"),
                        streams.replace("STREAM", "strange"));
    }

    /** Validation, the streams side by side, and each that fails for itself. */
    private void run(Map<String, String> config) throws Exception {
        for (ConfigValue value : new HttpSourceConnector().validate(config).configValues()) {
            told.append(value.errorMessages()).append(value.value()).append(value.recommendedValues());
        }
        read(config);
        config.put("on.stream.error", "fail");
        read(config);
        for (String stream : List.of("refused", "broken", "strange", "elsewhere", "keyless")) {
            if (!config.containsKey("http.manifest")) {
                Map<String, String> alone = new HashMap<>(config);
                alone.put("streams", stream);
                alone.keySet()
                        .removeIf(key -> key.startsWith("streams.") && !key.startsWith("streams." + stream + "."));
                read(alone);
            }
        }
    }

    private void read(Map<String, String> config) throws Exception {
        try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, new Offsets())) {
            run.readAll().forEach(this::tell);
            tellMetrics();
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            told.append(trace);
        }
    }

    private void tell(SourceRecord record) {
        records++;
        told.append(record);
        for (Header header : record.headers()) {
            told.append(header);
        }
    }

    private void tellMetrics() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("io.headrace:*"), null)) {
            told.append(name);
            for (MBeanAttributeInfo info : server.getMBeanInfo(name).getAttributes()) {
                told.append(info.getDescription())
                        .append(new Attribute(info.getName(), server.getAttribute(name, info.getName())))
                        .append('\n');
            }
        }
    }

    private void assertNothingIsTold() {
        String everything = log.toString(StandardCharsets.UTF_8) + told;
        assertThat(everything)
                .as("the test hears something")
                .contains("DEBUG io.headrace.http")
                .contains("Stream refused has failed")
                .contains("answered 403")
                .contains("streams-failed")
                .contains("io.headrace:type=source-task,connector=canary");
        assertThat(records).isPositive();
        assertThat(everything).doesNotContain("CANARY").doesNotContain(BASIC);
    }
}
