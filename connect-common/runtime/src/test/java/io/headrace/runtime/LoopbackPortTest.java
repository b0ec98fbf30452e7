package io.headrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {

    @Test
    void noPortIsGivenTwice() {
        List<Integer> ports = Stream.generate(LoopbackPort::free).limit(1_000).toList();

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 15_000 && port < 32_000);
    }

    @Test
    void aTakenPortIsPassedOver() throws IOException {
        int next = LoopbackPort.free() + 1;
        try (ServerSocket taken = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
            assertThat(LoopbackPort.free()).isNotEqualTo(taken.getLocalPort());
        }
    }
}
