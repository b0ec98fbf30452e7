package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.source.http.webhook.WebhookConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every wrong configuration is refused when it is sent, against its key, with the mend. */
class WebhookValidationTest {

    @TempDir
    private Path dir;

    private static Map<String, List<String>> problems(Map<String, String> properties) {
        Map<String, List<String>> problems = new TreeMap<>();
        for (ConfigValue value :
                new WebhookSourceConnector().validate(properties).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                problems.put(value.name(), value.errorMessages());
            }
        }
        return problems;
    }

    private static List<String> problem(String key, String... properties) {
        Map<String, List<String>> problems = problems(FakeWorker.properties(properties));
        assertThat(problems).containsOnlyKeys(key);
        return problems.getOrDefault(key, List.of());
    }

    @Test
    void aRightConfigurationPasses() {
        assertThat(problems(FakeWorker.properties())).isEmpty();
        Map<String, String> routes = FakeWorker.properties("routes", "a, b", "routes.a.topic", "x");
        routes.remove("path");
        assertThat(problems(routes)).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(problems(Map.of("name", "hooks")))
                .containsOnlyKeys("port", "topic", "verify")
                .containsEntry(
                        "topic", List.of("topic: it is missing; it must be a topic, or a template of one. Set it."));
    }

    @Test
    void whatARouteLacksIsNamedWithItsRoute() {
        Map<String, String> properties = FakeWorker.properties("routes", "a,b", "routes.b.verify", "github");
        properties.remove("path");
        properties.remove("topic");
        assertThat(problems(properties)).containsOnlyKeys("routes.a.topic", "routes.b.topic", "routes.b.secret");
    }

    @Test
    void keysOfNoRouteAreRefused() {
        assertThat(problem("routes.c.topic", "routes", "a", "routes.c.topic", "x"))
                .containsExactly(
                        "routes.c.topic: there is no route 'c'; it must be one that routes names. Add it there or remove the key.");
        assertThat(problem("routes.a.pathh", "routes", "a", "routes.a.pathh", "/x"))
                .singleElement()
                .asString()
                .contains("pathh: there is no such setting of a route; it must be one of path, topic, ")
                .endsWith("Rename the key or remove it.");
    }

    @Test
    void pathsMustDiffer() {
        assertThat(problem("routes.b.path", "routes", "a,b", "routes.a.path", "/in/{x}", "routes.b.path", "/in/shop"))
                .containsExactly(
                        "routes.b.path: '/in/shop' fits the same requests as '/in/{x}' of the route a; it must be another path. Change one of them.");
        assertThat(problem("health.path", "path", "/health"))
                .containsExactly(
                        "health.path: '/health' is the path of a route too; it must be another. Change one of them.");
        assertThat(problem("health.path", "path", "/{tenant}"))
                .containsExactly(
                        "health.path: '/health' is the path of a route too, '/{tenant}'; it must be another. Change one of them.");
        assertThat(problem("path", "path", "in"))
                .containsExactly(
                        "path: 'in' is not allowed; it must be a path that begins with a slash, of letters, digits and -._~ between slashes, where {name} stands for any part. Set it to such a value or leave it out.");
    }

    @Test
    void templatesAreReadBeforeAnEventComes() {
        assertThat(problem("topic", "topic", "a b"))
                .containsExactly(
                        "topic: 'a b' is not allowed; it must be letters, digits, dots, dashes and underscores. Correct it.");
        assertThat(problem("topic", "topic", "in.${body.kind"))
                .containsExactly(
                        "topic: a place in 'in.${body.kind' is not closed; it must be ${source} or ${source|default}. Add the brace.");
        assertThat(problem("topic", "topic", "in.${path.shop}"))
                .containsExactly(
                        "topic: '${path.shop}' is not known here; a name of the path must be in braces in the key path (/in), and no id or type is made of itself. Correct it.");
        assertThat(problem("key", "key", "${boddy.id}"))
                .singleElement()
                .asString()
                .startsWith("key: '${boddy.id}' is not allowed; it must be one of ${body.FIELD}, ");
        assertThat(problem("id", "id", "${id}")).singleElement().asString().startsWith("id: '${id}' is not known here");
    }

    @Test
    void aLongEventNeedsALongRecord() {
        assertThat(problem("event.max.bytes", "event.max.bytes", "1000000"))
                .containsExactly(
                        "event.max.bytes: '1000000' makes records that may be longer than the producer sends, which is 1048576; the task would fail. Set producer.override.max.request.size to at least 2032768 and the topics' max.message.bytes with it, or lower event.max.bytes.");
        assertThat(problems(FakeWorker.properties(
                        "event.max.bytes", "1000000", "producer.override.max.request.size", "2032768")))
                .isEmpty();
    }

    @Test
    void theTextOfAConfigurationHoldsNoSecret() {
        Map<String, String> properties =
                FakeWorker.properties("verify", "github", "secret", "canary-hook", "port", "8090");
        assertThat(WebhookConfig.parse(properties)).hasToString("hooks on port 8090");
    }

    @Test
    void theBufferHoldsOneBodyAtLeast() {
        assertThat(problem("buffer.bytes", "buffer.bytes", "1048576"))
                .containsExactly(
                        "buffer.bytes: '1048576' is too little for one body of body.max.bytes; it must be at least 15728640. Raise it, or lower body.max.bytes.");
    }

    @Test
    void onlyPollEndsATransaction() {
        assertThat(problem("transaction.boundary", "transaction.boundary", "interval"))
                .containsExactly(
                        "transaction.boundary: 'interval' is not allowed; it must be poll, because senders wait for the end of the transaction. Set it to poll or leave it out.");
        assertThat(problems(FakeWorker.properties("transaction.boundary", "poll")))
                .isEmpty();
        assertThat(new WebhookSourceConnector().exactlyOnceSupport(FakeWorker.properties()))
                .isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
    }

    @Test
    void aGoodAnswerNeedsAllReplicas() {
        assertThat(problem("producer.override.acks", "producer.override.acks", "1"))
                .containsExactly(
                        "producer.override.acks: '1' is not allowed; it must be all, because a good answer tells the sender to forget the event. Set it to all or leave it out.");
        assertThat(problems(FakeWorker.properties("producer.override.acks", "-1")))
                .isEmpty();
    }

    @Test
    void certificatesNeedKeysAndAuthorities() {
        assertThat(problem("ssl.key.path", "ssl.cert.path", "/x"))
                .containsExactly(
                        "ssl.key.path: a certificate and its key must be given together, and one of ssl.cert.path and ssl.key.path is missing. Set both, or neither.");
        assertThat(problem("ssl.client.auth", "ssl.client.auth", "required"))
                .containsExactly(
                        "ssl.client.auth: 'required' needs HTTPS and authorities that sign the clients' certificates. Set ssl.cert.path, ssl.key.path and ssl.ca.path.");
        assertThat(problem("ssl.client.auth", "verify", "client_certificate"))
                .containsExactly(
                        "ssl.client.auth: 'none' asks no client for the certificate that verify=client_certificate looks at; it must be requested or required. Set it.");
        assertThat(problem("ssl.cert.path", "ssl.cert.path", "/none.pem", "ssl.key.path", "/none.key"))
                .containsExactly(
                        "ssl.cert.path: '/none.pem' is no file that the worker can read. Copy it to every worker, or correct the path.");
    }

    @Test
    void filesThatAreNoCertificateAreNamed() throws Exception {
        String file = Files.writeString(dir.resolve("x.pem"), "no certificate").toString();
        assertThat(problem("ssl.cert.path", "ssl.cert.path", file, "ssl.key.path", file))
                .containsExactly("ssl.cert.path: '" + file
                        + "' holds no certificate; it must be PEM, with BEGIN CERTIFICATE. Correct the path.");
        assertThat(problems(FakeWorker.properties(
                        "ssl.cert.path", file, "ssl.key.path", file, "validate.connect", "false")))
                .isEmpty();
    }

    @Test
    void aPortThatSomebodyHasIsSaid() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(problem("port", "port", Integer.toString(other.getLocalPort())))
                    .singleElement()
                    .asString()
                    .startsWith("port: '" + other.getLocalPort() + "' cannot be opened at 127.0.0.1 on this worker: ")
                    .endsWith(
                            "; it must be free and allowed. Choose another, stop what has it, or set validate.connect=false where that is another worker of the same connector.");
        }
    }

    @Test
    void aRunningConnectorCanBeConfiguredAnew() throws Exception {
        Map<String, String> properties = FakeWorker.properties();
        try (FakeWorker worker = FakeWorker.start(properties)) {
            assertThat(worker.post("/in", "{}").statusCode()).isEqualTo(200);
            assertThat(problems(properties)).isEmpty();
        }
    }

    @Test
    void tasksAreAsManyAsThereMayBe() {
        WebhookSourceConnector connector = new WebhookSourceConnector();
        connector.start(FakeWorker.properties());
        assertThat(connector.taskConfigs(3)).hasSize(3).doesNotHaveDuplicates();
        assertThat(connector.taskClass()).isEqualTo(WebhookSourceTask.class);
        connector.stop();
        assertThatThrownBy(() -> connector.start(Map.of("name", "hooks", "topic", "t", "verify", "none")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("port: it is missing");
    }
}
