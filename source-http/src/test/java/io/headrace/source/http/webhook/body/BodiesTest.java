package io.headrace.source.http.webhook.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BodiesTest {

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aBodyMayHaveAnyNumberOfGzipMembers() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(gzip("{\"a\":"));
        byte[] empty = gzip("");
        for (int i = 0; i < 50_000; i++) {
            body.write(empty);
        }
        body.write(gzip("1}"));
        assertThat(new String(Bodies.gunzip(body.toByteArray(), 100), UTF_8)).isEqualTo("{\"a\":1}");
    }

    @Test
    void aBodyThatIsCutIsRefused() throws Exception {
        byte[] whole = gzip("{\"a\":1}");
        assertThatThrownBy(() -> Bodies.gunzip(Arrays.copyOf(whole, whole.length - 1), 100))
                .hasMessage("The body is not gzip, as Content-Encoding says.");
    }
}
