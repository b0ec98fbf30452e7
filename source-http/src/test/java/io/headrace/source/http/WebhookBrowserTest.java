package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Pages of other origins, as the Fetch standard has them. Over a bare socket, because Java's client sends no Origin. */
class WebhookBrowserTest {

    private static final String PREFLIGHT =
            "OPTIONS /in HTTP/1.1\r\nHost: x\r\nOrigin: %s\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n";
    private static final String POST =
            "POST /in HTTP/1.1\r\nHost: x\r\nOrigin: %s\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

    @Test
    void aPageOfAnAllowedOriginMayPost() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("cors.origins", "https://shop.example"))) {
            assertThat(talk(worker, PREFLIGHT, "https://shop.example"))
                    .startsWith("HTTP/1.1 204")
                    .contains("Access-Control-Allow-Origin: https://shop.example")
                    .contains("Access-Control-Allow-Methods: POST")
                    .contains("Access-Control-Allow-Headers: content-type, authorization")
                    .contains("Access-Control-Max-Age: 3600");
            assertThat(talk(worker, POST, "https://shop.example"))
                    .startsWith("HTTP/1.1 200")
                    .contains("Access-Control-Allow-Origin: https://shop.example")
                    .contains("Vary: Origin");
        }
    }

    @Test
    void aPageOfAnotherOriginIsToldNothing() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties("cors.origins", "https://shop.example"))) {
            assertThat(talk(worker, PREFLIGHT, "https://bank.example")).doesNotContain("Access-Control");
            assertThat(talk(worker, POST, "https://bank.example")).doesNotContain("Access-Control");
        }
    }

    @Test
    void withoutTheSettingThereIsNoCors() throws Exception {
        try (FakeWorker worker = FakeWorker.start(FakeWorker.properties())) {
            assertThat(talk(worker, PREFLIGHT, "https://shop.example"))
                    .startsWith("HTTP/1.1 405")
                    .doesNotContain("Access-Control");
        }
    }

    private static String talk(FakeWorker worker, String request, String origin) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port())) {
            socket.getOutputStream().write(String.format(request, origin).getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
