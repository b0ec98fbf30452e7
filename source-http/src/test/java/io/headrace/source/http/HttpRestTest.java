package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.http.custom.CustomRecordFilter;
import io.headrace.runtime.Await;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.RestException;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import io.headrace.testkit.server.KafkaServer;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.Servers;
import io.headrace.testkit.server.WorkerProcess;
import io.headrace.testkit.server.WorkerProcess.Version;
import io.headrace.testkit.shop.StreamTopics;
import io.headrace.testkit.shop.StreamTopics.Arrived;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What people do by REST to connectors that read APIs, on one real worker whose plugin has a jar of theirs beside it. */
@ExtendWith(Servers.class)
@TestInstance(Lifecycle.PER_CLASS)
class HttpRestTest {

    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private static final String PRICES = """
            version: 6.0.0
            streams:
              - name: prices
                primary_key: id
                retriever:
                  requester:
                    url_base: "{{ config.url }}"
                    path: prices
                    authenticator:
                      type: OAuthAuthenticator
                      token_refresh_endpoint: "{{ config.url }}/token"
                      client_id: shop
                      client_secret: "{{ config.client_secret }}"
                      refresh_token: "{{ config.refresh_token }}"
                      refresh_token_updater: {refresh_token_config_path: [refresh_token]}
                  record_selector:
                    extractor: {field_path: []}
                    record_filter: {type: CustomRecordFilter, class_name: source_shop.components.DearOnly, least: 20}
            spec:
              connection_specification:
                type: object
                properties:
                  url: {type: string}
                  client_secret: {type: string, airbyte_secret: true}
                  refresh_token: {type: string, airbyte_secret: true}
            """;

    private final KafkaServer kafka;
    private final Path dir;
    private final WorkerProcess worker;
    private String valid = "CANARY-0";
    private int issued;

    HttpRestTest(KafkaServer kafka, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path dir) throws IOException {
        this.kafka = kafka;
        this.dir = dir;
        PluginDirs plugins = PluginDirs.in(dir.resolve("plugins")).moduleUnderTest();
        putBeside(plugins.root());
        WorkerSettings settings = WorkerSettings.distributed(kafka.bootstrapServers(), "rest")
                .withPluginPath(List.of(plugins.root()))
                .withFastFailover();
        this.worker = WorkerProcess.start(Version.CURRENT, settings, dir);
    }

    @AfterAll
    void end() {
        worker.close();
    }

    /** Makes a jar of {@link DearOnly}, in the directory of the only plugin there is. */
    private static void putBeside(Path plugins) throws IOException {
        try (Stream<Path> all = Files.list(plugins)) {
            Path plugin = all.findFirst().orElseThrow();
            String file = DearOnly.class.getName().replace('.', '/') + ".class";
            try (InputStream code = Objects.requireNonNull(
                            DearOnly.class.getClassLoader().getResourceAsStream(file));
                    ZipOutputStream jar =
                            new ZipOutputStream(Files.newOutputStream(plugin.resolve("of-the-user.jar")))) {
                jar.putNextEntry(new ZipEntry(file));
                code.transferTo(jar);
                jar.putNextEntry(new ZipEntry("META-INF/services/" + CustomRecordFilter.class.getName()));
                jar.write(DearOnly.class.getName().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** R12: one stream that fails is seen and leaves the others alone; offsets are reset by REST, and everything comes again. */
    @Test
    void aFailingStreamLeavesTheOthersAndOffsetsAreReset() throws Exception {
        String name = "reset";
        try (ShopApi shop = new ShopApi(30, 0);
                StreamTopics topics = topics(name, "orders")) {
            shop.mock.get("/broken", call -> Reply.json(403, Map.of("error", "CANARY-BODY-token")));
            Map<String, String> config = shop.orders(
                    "name", name,
                    "topic.pattern", name + ".${stream}",
                    "streams", "broken,orders",
                    "http.auth.type", "bearer",
                    "http.auth.token", "CANARY-TOKEN",
                    "stream.errors.retry.ms", "500",
                    "validate.connect", "false");
            client().put(name, config);
            await("the orders", topics, "orders", 30);
            client().awaitRunning(name, DEADLINE);
            Await.until("the failure in the log", DEADLINE, () -> log().contains("Stream broken has failed"));

            stopAndReset(name);
            assertThat(client().offsets(name)).isEmpty();
            client().resume(name);
            await("the orders again", topics, "orders", 60);
            client().delete(name);
            assertThat(log()).doesNotContain("CANARY-TOKEN");
        }
    }

    @Test
    void offsetsAreChangedAndWhatIsNoneIsRefused() throws Exception {
        String name = "changed";
        try (ShopApi shop = new ShopApi(30, 0);
                StreamTopics topics = topics(name, "orders")) {
            shop.mock.timeIs(Instant.parse("2024-01-15T00:00:00Z"));
            client().put(
                            name,
                            shop.orders(
                                    "name", name,
                                    "topic.pattern", name + ".${stream}",
                                    "poll.interval.ms", "100",
                                    "streams.orders.cursor.field", "updated_at",
                                    "streams.orders.cursor.start", "2024-01-01T00:00:00Z",
                                    "streams.orders.cursor.start.param", "since",
                                    "streams.orders.cursor.end.param", "before"));
            await("the orders", topics, "orders", 30);
            client().stop(name);
            JsonNode stored = Await.until(
                            "its offset", DEADLINE, () -> client().offsets(name), found -> !found.isEmpty())
                    .get(0);
            stopAndReset(name);

            ObjectNode misspelt = stored.deepCopy();
            misspelt.withObject("/partition").put("stream", "ordres");
            assertThatThrownBy(() -> client().alterOffsets(name, offsets(misspelt)))
                    .isInstanceOf(RestException.class)
                    .hasMessage("The connector reads no stream and part {stream=ordres, part=}; it must be one of"
                            + " [{stream=orders, part=}]. Correct it, or delete the offset with null.");
            ObjectNode newer = stored.deepCopy();
            newer.withObject("/offset").put("v", "9");
            assertThatThrownBy(() -> client().alterOffsets(name, offsets(newer)))
                    .isInstanceOf(RestException.class)
                    .hasMessage("The stored position has format '9'; this release reads format 1. Use the release that"
                            + " wrote it or a newer one, or reset the connector's offsets");
            assertThat(client().offsets(name)).as("nothing was changed").isEmpty();

            client().alterOffsets(name, offsets(stored));
            assertThat(client().offsets(name)).containsExactly(stored);
            shop.orders.update(17, "updated_at", "2024-01-20T00:00:00Z");
            shop.mock.timeIs(Instant.parse("2024-01-25T00:00:00Z"));
            client().resume(name);
            Await.until(
                    "what changed", DEADLINE, () -> topics.read().of("orders").size() > 30);
            assertThat(ids(topics, "orders").subList(30, 31))
                    .as("it goes on behind the offset")
                    .containsExactly(17);
            client().delete(name);
        }
    }

    /** R08: a refresh token that works once, whose successor outlives the task, and Java in the place of a manifest's Python. */
    @Test
    void aJarBesideThePluginAndTokensThatWorkOnce() throws Exception {
        String name = "prices";
        try (MockApi api = MockApi.start();
                StreamTopics topics = topics(name, "prices")) {
            api.post("/token", this::token);
            api.get("/prices", this::prices);
            Path tokens = dir.resolve("tokens");
            Map<String, String> config = new HashMap<>(Map.of(
                    "connector.class",
                    HttpSourceConnector.class.getName(),
                    "tasks.max",
                    "1",
                    "http.manifest",
                    PRICES,
                    "config.url",
                    api.url(),
                    "config.client_secret",
                    "CANARY-CLIENT",
                    "config.refresh_token",
                    valid,
                    "topic.pattern",
                    name + ".${stream}",
                    "poll.interval.ms",
                    "86400000"));
            assertThat(client().validate(config))
                    .extractingByKey("http.token.directory")
                    .asString()
                    .contains("works once");
            config.put("http.token.directory", tokens.toString());
            client().put(name, config);
            await("the dear ones", topics, "prices", 2);
            assertThat(ids(topics, "prices")).containsExactly(2, 3);
            String used = valid;
            stopAndReset(name);
            client().resume(name);
            await("the dear ones again", topics, "prices", 4);
            assertThat(ids(topics, "prices")).containsExactly(2, 3, 2, 3);
            assertThat(valid).as("another successor").isNotEqualTo(used);
            assertThat(tokens).isDirectoryContaining(file -> true);
            client().delete(name);
            assertThat(log()).doesNotContain("CANARY");
        }
    }

    /** Each refresh token is void once it was used. */
    private synchronized Reply token(Call call) {
        if (!valid.equals(call.form().get("refresh_token"))) {
            return Reply.json(400, Map.of("error", "invalid_grant"));
        }
        issued++;
        valid = "CANARY-" + issued;
        return Reply.json(
                Map.of("access_token", "CANARY-access-" + issued, "refresh_token", valid, "expires_in", 3600));
    }

    private synchronized Reply prices(Call call) {
        return call.header("Authorization").orElse("").equals("Bearer CANARY-access-" + issued)
                ? Reply.json(IntStream.rangeClosed(1, 3)
                        .mapToObj(id -> Map.of("id", id, "price", id * 10))
                        .toList())
                : Reply.empty(401);
    }

    private ConnectClient client() {
        return worker.client();
    }

    private StreamTopics topics(String name, String stream) {
        return new StreamTopics(kafka.bootstrapServers(), name, List.of(stream));
    }

    private static void await(String what, StreamTopics topics, String stream, int count) {
        Await.until(what, DEADLINE, () -> topics.read().of(stream).size(), size -> size == count);
    }

    private static List<Integer> ids(StreamTopics topics, String stream) {
        return topics.of(stream).stream().map(Arrived::id).toList();
    }

    private static ObjectNode offsets(JsonNode one) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("offsets").add(one);
        return body;
    }

    private void stopAndReset(String name) {
        client().stop(name);
        Await.until("offsets that may be reset", DEADLINE, () -> resets(name));
    }

    /** Connect refuses as long as tasks are still stopping; their offsets come when they have stopped. */
    private boolean resets(String name) {
        if (client().offsets(name).isEmpty()) {
            return false;
        }
        try {
            client().resetOffsets(name);
            return true;
        } catch (RestException e) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(worker.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
