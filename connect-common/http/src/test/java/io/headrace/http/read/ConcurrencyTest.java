package io.headrace.http.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.ServerClock;
import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.testing.Declared;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Windows are fetched at once and emitted in order, with the positions that one after another would have had. */
@Timeout(60)
class ConcurrencyTest {

    private static final String STREAM = "'primary_key':'id'," + Streams.cursor("'step':'PT12H'");
    private static final String PAGER = Streams.paginator("{'type':'PageIncrement','page_size':3}", "page");

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<String> notes = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static PageSource.Fetched rows(FakePages.Call call) {
        Instant since = Instant.parse(call.param("since"));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Instant updated = since.plusSeconds(i * 60L);
            rows.add(Declared.map("{'id':'" + updated + "','updated':'" + updated + "'}"));
        }
        List<Map<String, @Nullable Object>> page = PagingTest.cut(rows, call.number("page", 0) * 3, 3);
        return FakePages.page(page, Map.of(), PageHeaders.NONE, Optional.of(Declared.NOW));
    }

    private Reading.Pass read(FakePages api, int concurrency, Optional<Position> from, Duration patience) {
        StreamSpec spec = Streams.spec(PAGER, STREAM, ReadOptions.DEFAULT.withConcurrency(concurrency));
        ReadContext context = new ReadContext(
                api, Declared.CLOCK, new ServerClock(Declared.CLOCK), Optional.of(threads), patience, notes::add);
        List<Read> reads = new ArrayList<>();
        try (StreamReader reader = StreamReader.open(spec, SourcePart.whole("items"), from, context)) {
            while (true) {
                ReadResult result = reader.next();
                if (result instanceof ReadResult.Records records) {
                    reads.addAll(records.reads());
                } else if (result instanceof ReadResult.Done done) {
                    return new Reading.Pass(reads, Reading.stored(done.position()));
                }
            }
        }
    }

    @Test
    void theOrderAndThePositionsAreThoseOfOneAfterAnother() {
        FakePages api = new FakePages().on("items", ConcurrencyTest::rows);
        Reading.Pass alone = new Reading(Streams.spec(PAGER, STREAM), api).pass();
        Reading.Pass together = read(api, 4, Optional.empty(), Duration.ofSeconds(5));
        assertThat(together.texts()).isEqualTo(alone.texts()).hasSize(19 * 7 + 7);
        assertThat(together.reads())
                .extracting(read -> read.after().toMap())
                .containsExactlyElementsOf(
                        alone.reads().stream().map(read -> read.after().toMap()).toList());
        for (int i = 0; i < alone.reads().size(); i += 10) {
            Position behind = Reading.stored(together.reads().get(i).after());
            assertThat(read(api, 3, Optional.of(behind), Duration.ofMillis(1)).texts())
                    .isEqualTo(alone.texts().subList(i + 1, alone.reads().size()));
        }
    }

    @Test
    void asManyWindowsAsAllowedAreUnderWayAtOnce() {
        CyclicBarrier four = new CyclicBarrier(4);
        AtomicInteger met = new AtomicInteger();
        FakePages api = new FakePages().on("items", call -> {
            if (call.param("page").isEmpty() && met.getAndIncrement() < 4) {
                await(four);
            }
            return rows(call);
        });
        assertThat(read(api, 4, Optional.empty(), Duration.ofSeconds(20)).reads())
                .hasSize(140);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("Only " + barrier.getNumberWaiting() + " windows are under way", e);
        }
    }

    @Test
    void aSlowAnswerIsWaitedForOnlySoLong() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        FakePages api = new FakePages().on("items", call -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return rows(call);
        });
        StreamSpec spec = Streams.spec(PAGER, STREAM, ReadOptions.DEFAULT.withConcurrency(2));
        ReadContext context = new ReadContext(
                api,
                Declared.CLOCK,
                new ServerClock(Declared.CLOCK),
                Optional.of(threads),
                Duration.ofMillis(20),
                notes::add);
        try (StreamReader reader = StreamReader.open(spec, SourcePart.whole("items"), Optional.empty(), context)) {
            assertThat(reader.next()).isEqualTo(new ReadResult.Wait(Declared.NOW, "a request is under way"));
            slow.countDown();
            ReadResult result = reader.next();
            while (result instanceof ReadResult.Wait) {
                result = reader.next();
            }
            assertThat(result).isInstanceOf(ReadResult.Records.class);
        }
    }

    @Test
    void aFailureOfALaterWindowComesWhenItIsItsTurn() {
        FakePages api = new FakePages().on("items", call -> {
            if (call.param("since").equals("2024-03-02T00:00:00Z")) {
                throw HeadraceException.config("400 for the third window");
            }
            return rows(call);
        });
        StreamSpec spec = Streams.spec(PAGER, STREAM, ReadOptions.DEFAULT.withConcurrency(4));
        ReadContext context = new ReadContext(
                api,
                Declared.CLOCK,
                new ServerClock(Declared.CLOCK),
                Optional.of(threads),
                Duration.ofSeconds(5),
                notes::add);
        List<Read> reads = new ArrayList<>();
        try (StreamReader reader = StreamReader.open(spec, SourcePart.whole("items"), Optional.empty(), context)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            reads.addAll(((ReadResult.Records) reader.next()).reads());
                        }
                    })
                    .hasMessage("400 for the third window");
        }
        assertThat(reads).hasSize(14);
    }
}
