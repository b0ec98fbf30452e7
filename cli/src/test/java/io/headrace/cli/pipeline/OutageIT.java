package io.headrace.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.testkit.server.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka and the target are down for half a minute each: alone, crossed with a rebalance, and crossed with a restart of the worker. */
class OutageIT {

    private static final long OUTAGE_SECONDS = Long.getLong("headrace.outage.seconds", 30);
    private static final int RECORDS_PER_STEP = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path directory;

    private final AtomicInteger produced = new AtomicInteger();

    @Test
    void theTasksRecoverByThemselvesAndNothingIsLost() throws InterruptedException {
        try (Bench bench = new Bench(directory)) {
            bench.createTopic("orders", 4);
            bench.createTopic("aside", 1);
            WorkerProcess first = bench.startWorker(WorkerProcess.Version.CURRENT);
            Map<String, String> sink = bench.sink("orders");
            sink.put("errors.tolerance", "all");
            sink.put("errors.deadletterqueue.topic.name", "aside");
            sink.put("errors.deadletterqueue.topic.replication.factor", "1");
            produce(bench);
            first.client().put("orders", sink);
            first.client().awaitRunning("orders", PATIENCE);
            settled(bench);

            // The target is down; meanwhile a second worker comes, so that tasks move.
            produce(bench);
            bench.postgres.stop();
            produce(bench);
            WorkerProcess second = bench.startWorker(WorkerProcess.Version.CURRENT);
            outage();
            bench.postgres.start();
            settled(bench);

            // The target is down; meanwhile the first worker is killed and started again.
            produce(bench);
            bench.postgres.stop();
            produce(bench);
            first.kill();
            first.start();
            outage();
            bench.postgres.start();
            settled(bench);

            // Kafka is down; the second worker is killed in the middle of it and comes back afterwards.
            produce(bench);
            bench.kafka.stop();
            second.kill();
            outage();
            bench.kafka.start();
            second.start();
            produce(bench);
            settled(bench);

            // Kafka is down, and nothing else happens.
            produce(bench);
            bench.kafka.stop();
            outage();
            bench.kafka.start();
            produce(bench);
            settled(bench);

            assertThat(first.client().status("orders").hasFailed()).isFalse();
            assertThat(deadLetters(bench)).as("records in dead letters").isZero();
        }
    }

    private void produce(Bench bench) {
        bench.produce(
                "orders",
                produced.getAndAdd(RECORDS_PER_STEP),
                RECORDS_PER_STEP,
                id -> "{\"id\": " + id + ", \"note\": \"order " + id + "\"}");
    }

    private static void outage() throws InterruptedException {
        TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
    }

    /** Every record is there once, by partition and offset, and with its content. */
    private void settled(Bench bench) {
        int all = produced.get();
        Await.until(
                "all records in the target",
                PATIENCE,
                () -> bench.rows("SELECT count(DISTINCT id) FROM orders"),
                rows -> rows.equals(List.of(Integer.toString(all))));
        assertThat(
                        bench.rows(
                                "SELECT count(*), count(DISTINCT (_headrace_partition, _headrace_offset)), count(*) FILTER (WHERE note = 'order ' || id), min(id), max(id) FROM orders"))
                .containsExactly(all + "|" + all + "|" + all + "|0|" + (all - 1));
    }

    private static long deadLetters(Bench bench) {
        long[] end = {0};
        TopicPartition aside = new TopicPartition("aside", 0);
        Bench.await(() -> {
            Map<TopicPartition, ListOffsetsResultInfo> found = bench.admin
                    .listOffsets(Map.of(aside, OffsetSpec.latest()))
                    .all()
                    .get();
            end[0] = found.values().iterator().next().offset();
        });
        return end[0];
    }
}
