package io.headrace.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One huge body in a small heap. {@code -Dheadrace.test.large.mib} makes it larger. */
final class LargeBodyTest {

    private static final int MIB = Integer.getInteger("headrace.test.large.mib", 300);

    @Test
    void aHugeBodyStreamsInASmallHeap() throws IOException, InterruptedException {
        assertThat(child("json", MIB)).isEqualTo("records=" + (MIB * 1024L) + " next=after");
    }

    @Test
    void aHugeXmlBodyStreamsInASmallHeap() throws IOException, InterruptedException {
        assertThat(child("xml", MIB / 3)).isEqualTo("records=" + (MIB / 3 * 1024L) + " next=after");
    }

    private static String child(String format, int mib) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeBody.class.getName(),
                        format,
                        Integer.toString(mib)))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(300, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return output;
    }
}
