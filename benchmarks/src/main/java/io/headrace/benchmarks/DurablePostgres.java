package io.headrace.benchmarks;

import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.runtime.LoopbackPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts PostgreSQL with room for much load and all that production has for durability. */
final class DurablePostgres {
    private DurablePostgres() {}

    /**
     * @param work holds its directory
     * @param walLevel what its log is good for
     * @throws IllegalStateException when it would forget what it has confirmed
     */
    static EmbeddedPostgres start(Path work, String walLevel) {
        EmbeddedPostgres server = EmbeddedPostgres.start(
                work.resolve("postgres"),
                LoopbackPort.free(),
                Map.of(
                        // The library that starts it turns this off.
                        "fsync", "on",
                        "wal_level", walLevel,
                        "shared_buffers", "512MB",
                        "max_wal_size", "8GB",
                        "checkpoint_timeout", "15min"));
        for (String durability : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            server.execute(
                    "postgres",
                    "DO $$ BEGIN ASSERT current_setting('" + durability + "') = 'on', '" + durability
                            + " is off'; END $$");
        }
        return server;
    }
}
