package io.headrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A broad catch decides: it rethrows, or hands the exception to somebody who does. */
final class BroadCatchTest {

    @Test
    void broadCatchesRethrowOrClassify() throws IOException {
        assertThat(BroadCatches.in(ModuleUnderTest.sources()))
                .as("A catch of Exception, RuntimeException, Error or Throwable must rethrow, or hand the exception "
                        + "itself on to code that classifies, keeps or reports it. Logging alone hides a failure. "
                        + "Catch the exceptions you mean, or pass the caught one on")
                .isEmpty();
    }
}
