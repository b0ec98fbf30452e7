package io.headrace.source.http.webhook.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.metrics.TaskMetrics;
import io.headrace.runtime.Await;
import io.headrace.runtime.LoopbackPort;
import io.headrace.source.http.FakeContext;
import io.headrace.source.http.webhook.WebhookConfig;
import io.headrace.source.http.webhook.intake.Intake;
import io.headrace.source.http.webhook.intake.IntakeMetrics;
import io.headrace.source.http.webhook.intake.RecentIds;
import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.route.Route;
import io.headrace.source.http.webhook.verify.Verifier;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A port without a worker behind it, at moments that a worker hardly ever makes. */
class ListenerTest {

    private static final String HEAD =
            "POST /in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ";

    private final WebhookConfig config = WebhookConfig.parse(Map.of(
            "name", "hooks",
            "connector.class", "io.headrace.source.http.WebhookSourceConnector",
            "port", Integer.toString(LoopbackPort.free()),
            "host", "127.0.0.1",
            "path", "/in",
            "topic", "events",
            "verify", "none"));
    private final Listener listener = new Listener(config.listener());
    private final IntakeMetrics metrics =
            new IntakeMetrics(TaskMetrics.ofSource(new FakeContext(Map.of()), "listener", 0));
    private final Intake intake = new Intake(metrics, 10, Duration.ofMinutes(5), System::nanoTime);

    @BeforeEach
    void open() throws Exception {
        listener.open();
    }

    @AfterEach
    void close() {
        listener.close();
        metrics.close();
    }

    @Test
    void aRequestThatComesWhenTheLastTaskHasJustLeftIsToldToComeAgain() throws Exception {
        Endpoint endpoint = endpoint(config.routes().get(0));
        endpoint.add(intake);
        assertThat(endpoint.remove(intake)).isTrue();
        assertThat(send())
                .startsWith("HTTP/1.1 503 ")
                .contains("\r\nRetry-After: 5\r\n")
                .endsWith("{\"error\":\"Connect takes no events at the moment. Send it again later.\"}");
    }

    /** An error is not an exception, and strikes here behind the first part of the body, where nobody above knows of the request. */
    @Test
    void anErrorIsAnAnswerToo() throws Exception {
        Route good = config.routes().get(0);
        Route bad = new Route(
                good.name(), good.path(), good.contentTypes(), new Failing(), good.reader(), good.maker(), false);
        endpoint(bad).add(intake);
        assertThat(send()).startsWith("HTTP/1.1 500 ").endsWith("{\"error\":\"This event cannot be taken.\"}");
        assertThat(listener.budget().held()).isZero();
    }

    /** Its next request would meet a closed connection and get no answer. */
    @Test
    void whoIsRefusedBeforeTheBodyHasComeIsToldThatTheConnectionCloses() throws Exception {
        endpoint(config.routes().get(0)).add(intake);
        String head = "POST /in HTTP/1.1\r\nHost: x\r\nContent-Type: text/html\r\nContent-Length: 2\r\n";
        try (Socket early = connect()) {
            early.getOutputStream().write((head + "\r\n").getBytes(US_ASCII));
            assertThat(read(early)).startsWith("HTTP/1.1 415 ").contains("\r\nConnection: close\r\n");
        }
        try (Socket whole = connect()) {
            whole.getOutputStream().write((head + "\r\n{}" + head + "Connection: close\r\n\r\n{}").getBytes(US_ASCII));
            assertThat(read(whole).split("HTTP/1.1 415 ", -1)).hasSize(3);
        }
    }

    /** 400 would tell the sender that it is no use to send the event again. */
    @Test
    void aRequestThatTheEndCutsOffIsToldToComeAgain() throws Exception {
        endpoint(config.routes().get(0)).add(intake);
        try (Socket slow = begin(1000)) {
            listener.close();
            assertThat(read(slow)).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 5\r\n");
        }
    }

    @Test
    void aRequestThatTricklesDoesNotKeepThePort() throws Exception {
        endpoint(config.routes().get(0)).add(intake);
        try (Socket slow = begin(1000)) {
            CompletableFuture<Void> end = CompletableFuture.runAsync(listener::close);
            Await.until("the end", Duration.ofSeconds(30), () -> end.isDone() || trickle(slow));
            assertThat(end).isCompleted();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
    }

    /** Always says that there is more to come. */
    private static boolean trickle(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|closed|abort).*");
        }
        return false;
    }

    private Endpoint endpoint(Route route) {
        Endpoint endpoint = new Endpoint("hooks", Map.of(), List.of(route), new RecentIds(0));
        listener.endpoints().add(endpoint);
        return endpoint;
    }

    private String send() throws IOException {
        try (Socket socket = begin(2)) {
            socket.getOutputStream().write('}');
            return read(socket);
        }
    }

    /** A request with a body of some length, whose first byte was read by the other side. */
    private Socket begin(int length) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write((HEAD + length + "\r\n\r\n{").getBytes(US_ASCII));
        try (Socket other = connect()) {
            other.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            assertThat(read(other)).startsWith("HTTP/1.1 ");
        }
        return socket;
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), config.listener().port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private static final class Failing implements Verifier {
        @Override
        public void checkHead(Head head, Instant now) {}

        @Override
        public void check(Head head, byte[] body) {
            throw new StackOverflowError("of a test");
        }
    }
}
