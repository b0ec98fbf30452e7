package io.headrace.sink.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.secret.Secret;
import io.headrace.sink.direct.SchemaRegistry.Reference;
import io.headrace.sink.direct.SchemaRegistry.RegisteredSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSchemaRegistryTest {

    /** Makes every wait the shortest. */
    private static final RandomGenerator NO_JITTER = () -> 0L;

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private String body = "{\"schema\":\"\\\"int\\\"\"}";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getRawPath() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            int status = statuses.isEmpty() ? 200 : statuses.remove();
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/base";
    }

    private HttpSchemaRegistry registry(Optional<String> user) {
        return new HttpSchemaRegistry(
                new DirectOptions.Registry(URI.create(url() + "/"), user, user.map(name -> Secret.of("canary-5a"))),
                NO_JITTER);
    }

    @Test
    void schemasComeByIdAndBySubject() {
        body =
                "{\"schema\":\"{}\",\"schemaType\":\"JSON\",\"references\":[{\"name\":\"n\",\"subject\":\"s\",\"version\":3}]}";
        RegisteredSchema expected = new RegisteredSchema("JSON", "{}", List.of(new Reference("s", 3)));
        assertThat(registry(Optional.empty()).byId(12)).isEqualTo(expected);
        assertThat(registry(Optional.of("me")).bySubject("a/b c", 3)).isEqualTo(expected);
        assertThat(asked)
                .containsExactly(
                        "/base/schemas/ids/12 null", "/base/subjects/a%2Fb%20c/versions/3 Basic bWU6Y2FuYXJ5LTVh");
    }

    @Test
    void anOutageIsWaitedFor() {
        statuses.addAll(List.of(503, 429, 500));
        assertThat(registry(Optional.empty()).byId(1).text()).isEqualTo("\"int\"");
        assertThat(asked).hasSize(4);
    }

    @Test
    void anOutageThatLastsIsNoFaultOfTheRecord() {
        statuses.addAll(List.of(503, 503, 503, 503, 503));
        assertThatThrownBy(() -> registry(Optional.empty()).byId(1))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessage(
                        "The schema registry at " + url()
                                + "/ did not give the schema of id 1 in 5 attempts. Nothing is lost: check 'schema.registry.url' and that the registry runs, then restart the task.");
    }

    @Test
    void anUnknownIdIsTheRecordsFault() {
        statuses.add(404);
        assertThatThrownBy(() -> registry(Optional.empty()).byId(77))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("has a schema (id 77) that the registry at " + url()
                        + "/ does not have; is it the registry that the topic was written with?");
    }

    @Test
    void aRefusedLoginIsSaidWithoutThePassword() {
        statuses.add(401);
        assertThatThrownBy(() -> registry(Optional.of("me")).byId(1))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.CONFIG))
                .hasMessage(
                        "The schema registry at " + url()
                                + "/ answered with status 401 when asked for the schema of id 1. Check 'schema.registry.username' and 'schema.registry.password'.");
    }

    @Test
    void whatIsNoRegistryIsSaid() {
        body = "<html>";
        assertThatThrownBy(() -> registry(Optional.empty()).byId(1))
                .hasMessage(
                        "What answers at " + url()
                                + "/ gave no schema for id 1 but something else. Set 'schema.registry.url' to the base URL of a registry with Confluent's REST API.");
    }
}
