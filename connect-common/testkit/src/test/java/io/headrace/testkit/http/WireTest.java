package io.headrace.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.testkit.http.wire.Json;
import io.headrace.testkit.http.wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire. */
final class WireTest {
    private final MockApi api = MockApi.start();
    private final Client client = new Client();

    private Socket socket() throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(), URI.create(api.url()).getPort());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void logsEveryRequestWithAllThatItSaid() throws Exception {
        api.post("/orders/{id}", call -> Reply.json(Map.of("got", call.var("id"))));

        HttpResponse<String> response = client.post(api.url("/orders/7?a=1%202"), "{\"x\":\"é\"}", "X-Key", "k");

        assertThat(response.body()).isEqualTo("{\"got\":\"7\"}");
        assertThat(api.log().linesWithBodies()).containsExactly("POST /orders/7?a=1%202 {\"x\":\"é\"}");
        assertThat(api.log().all().get(0).query("a")).contains("1 2");
        assertThat(api.log().all().get(0).header("x-KEY")).contains("k");
        assertThat(api.log().mentioning("1 2")).hasSize(1);
        assertThat(api.log().mentioning("elsewhere")).isEmpty();
    }

    @Test
    void keepsConnectionsAlive() throws Exception {
        api.get("/a", call -> Reply.json(List.of()));

        for (int i = 0; i < 50; i++) {
            assertThat(client.get(api.url("/a")).statusCode()).isEqualTo(200);
        }

        assertThat(api.log().count()).isEqualTo(50);
        assertThat(api.connections()).isEqualTo(1);
    }

    @Test
    void saysTheTimeThatATestWants() throws Exception {
        api.get("/a", call -> Reply.empty(204));
        api.timeIs(Instant.parse("2024-02-29T23:59:58Z"));

        assertThat(client.get(api.url("/a")).headers().firstValue("date")).contains("Thu, 29 Feb 2024 23:59:58 GMT");
        assertThat(api.log().all().get(0).at()).isEqualTo("2024-02-29T23:59:58Z");
    }

    @Test
    void cutsABodyThatWasPromisedWhole() {
        api.get("/whole", call -> Reply.json(Map.of("text", "abcdefghij")).cutAfter(5));
        api.get("/chunked", call -> Bodies.endless("{}").cutAfter(100_000));
        api.get("/gone", call -> Reply.hungUp());

        assertThatThrownBy(() -> client.get(api.url("/whole"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.get(api.url("/chunked"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.get(api.url("/gone"))).isInstanceOf(IOException.class);
    }

    @Test
    void sendsExactlyTheBytesBeforeTheCut() throws Exception {
        api.get("/a", call -> Reply.text(200, "0123456789").cutAfter(4).slowly(3, Duration.ofMillis(1)));

        try (Socket socket = socket()) {
            socket.getOutputStream().write("GET /a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String all = new String(in.readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(all).contains("Content-Length: 10\r\n").endsWith("\r\n\r\n0123");
        }
    }

    @Test
    void sendsSlowBodiesWhole() throws Exception {
        api.get(
                "/a",
                call -> Reply.json(List.of(1, 2, 3))
                        .slowly(2, Duration.ofMillis(1))
                        .after(Duration.ofMillis(1)));
        api.get(
                "/b",
                call -> Bodies.streamed("data", 250, i -> "{\"id\":" + i + "}").slowly(1, Duration.ofMillis(1)));

        assertThat(client.get(api.url("/a")).body()).isEqualTo("[1,2,3]");
        assertThat(Client.ids(client.get(api.url("/b")), "data"))
                .hasSize(250)
                .startsWith(0, 1)
                .endsWith(249);
        assertThat(Client.field(client.get(api.url("/b")), "total")).isEqualTo(250);
    }

    @Test
    void writesOtherCharsetsAndCompression() {
        Reply plain = Reply.json(Map.of("name", "Żółw"));

        assertThat(plain.inCharset(StandardCharsets.UTF_16BE, true).headers())
                .containsEntry("Content-Type", "application/json; charset=UTF-16BE");
        assertThat(new String(plain.inCharset(StandardCharsets.UTF_16BE, false).bytes(), StandardCharsets.UTF_16BE))
                .isEqualTo("{\"name\":\"Żółw\"}");
        assertThat(plain.gzip().headers()).containsEntry("Content-Encoding", "gzip");
        assertThat(plain.truncated(0.5).bytes()).hasSize(plain.bytes().length / 2);
        assertThat(Bodies.gzipBomb(10).bytes()).hasSizeLessThan(20_000);
        assertThat(Bodies.zipBomb(10).bytes()).hasSizeLessThan(20_000);
    }

    @Test
    void readsChunkedRequests() throws Exception {
        api.post("/a", call -> Reply.json(Map.of("length", call.body().length())));
        String request =
                "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";

        try (Socket socket = socket()) {
            for (byte each : request.getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(each);
            }
            byte[] answer = new byte[4096];
            int size = socket.getInputStream().read(answer);

            assertThat(new String(answer, 0, size, StandardCharsets.US_ASCII)).endsWith("{\"length\":13}");
        }
    }

    @Test
    void failsTheTestWhenAHandlerFails() throws Exception {
        MockApi broken = MockApi.start();
        broken.get("/a", call -> {
            throw new IllegalStateException("a slip");
        });

        assertThat(client.get(broken.url("/a")).statusCode()).isEqualTo(500);
        assertThatThrownBy(broken::close)
                .isInstanceOf(AssertionError.class)
                .hasMessage("A handler of the mock API failed 1 times")
                .satisfies(error -> assertThat(error.getSuppressed()[0]).hasMessage("a slip"));
    }

    @Test
    void keepsTheDigitsOfNumbers() {
        assertThat(Json.text(Json.read("{\"n\":0.10,\"big\":123456789012345678901234567890}")))
                .isEqualTo("{\"n\":0.10,\"big\":123456789012345678901234567890}");
    }
}
