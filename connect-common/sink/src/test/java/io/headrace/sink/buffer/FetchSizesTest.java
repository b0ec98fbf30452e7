package io.headrace.sink.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchSizesTest {

    private static final long MIB = 1L << 20;

    /** 40 percent of what a JVM with -Xmx512m says it has: the serial collector keeps one survivor space for itself. */
    private static final long SMALL_WORKER = (long) (494.9375 * MIB * MemoryBudget.HEAP_FRACTION);

    private static List<String> problems(long budget, String... overrides) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < overrides.length; i += 2) {
            properties.put("consumer.override." + overrides[i], overrides[i + 1]);
        }
        Problems problems = Settings.of().problems(Map.of());
        FetchSizes.check(properties, budget, problems);
        return problems.messages();
    }

    @Test
    void kafkasDefaultsHoldOnAWorkerOfHalfAGigabyte() {
        assertThat(problems(SMALL_WORKER)).isEmpty();
        Map<String, Object> defaults = ConsumerConfig.configDef().defaultValues();
        assertThat(problems(
                        SMALL_WORKER,
                        "fetch.max.bytes",
                        String.valueOf(defaults.get("fetch.max.bytes")),
                        "max.partition.fetch.bytes",
                        String.valueOf(defaults.get("max.partition.fetch.bytes")),
                        "max.poll.records",
                        String.valueOf(defaults.get("max.poll.records"))))
                .isEmpty();
    }

    @Test
    void theDefaultsOnASmallerWorkerAreRefusedWithWhatToSet() {
        assertThat(problems(100 * MIB))
                .containsExactly(
                        "consumer.override.fetch.max.bytes: 52428800 bytes in a fetch can take 150 MiB of heap, and all that one poll brings 152 MiB; it must be at most 100 MiB on this worker, 40 percent of its heap. Set it to at most 34440533, or give the worker a heap of at least 379 MiB.");
        assertThat(problems(100 * MIB, "fetch.max.bytes", "34440533")).isEmpty();
        assertThat(problems(100 * MIB, "fetch.max.bytes", "34440534")).hasSize(1);
    }

    @Test
    void pollsOfTooManyRecordsAreRefusedWithWhatToSet() {
        assertThat(problems(SMALL_WORKER, "max.poll.records", "100000"))
                .containsExactly(
                        "consumer.override.fetch.max.bytes: 52428800 bytes in a fetch can take 150 MiB of heap, and all that one poll brings 443 MiB; it must be at most 197 MiB on this worker, 40 percent of its heap. Set it to at most 34598638, or give the worker a heap of at least 1108 MiB.",
                        "consumer.override.max.poll.records: 100000 records in a poll can take 293 MiB of heap, and all that one poll brings 443 MiB; it must be at most 197 MiB on this worker, 40 percent of its heap. Set it to at most 33787, or give the worker a heap of at least 1108 MiB.");
        assertThat(problems(SMALL_WORKER, "max.poll.records", "33787", "fetch.max.bytes", "34598638"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,500", "1,1", "90000000,20000", "2147483647,2147483647", "10,40000", "60000000,30000"})
    void whoeverSetsWhatTheErrorsSayIsTaken(int fetch, int records) {
        Map<String, Integer> sizes =
                new HashMap<>(Map.of("fetch.max.bytes", Math.max(1, fetch), "max.poll.records", records));
        for (String problem : ask(sizes)) {
            String key = problem.substring("consumer.override.".length(), problem.indexOf(':'));
            sizes.put(key, Integer.valueOf(problem.replaceAll("(?s).*at most ([0-9]+), or.*", "$1")));
        }
        assertThat(ask(sizes)).isEmpty();
    }

    private static List<String> ask(Map<String, Integer> sizes) {
        return problems(
                SMALL_WORKER,
                "fetch.max.bytes",
                String.valueOf(sizes.get("fetch.max.bytes")),
                "max.poll.records",
                String.valueOf(sizes.get("max.poll.records")));
    }

    @Test
    void whatIsNoNumberIsLeftToConnect() {
        assertThat(problems(SMALL_WORKER, "fetch.max.bytes", "50MB")).isEmpty();
    }
}
