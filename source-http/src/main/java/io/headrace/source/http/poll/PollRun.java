package io.headrace.source.http.poll;

import io.headrace.core.concurrent.ThreadPool;
import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.retry.Backoff;
import io.headrace.http.client.HttpContext;
import io.headrace.http.client.HttpContexts;
import io.headrace.http.dynamic.StreamCatalog;
import io.headrace.http.read.ReadContext;
import io.headrace.http.spec.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reading of one task, from its start to its stop. Polled by one thread; may be closed by another. */
public final class PollRun implements AutoCloseable {

    /** What all tasks of this plugin in the JVM share: connections, budgets, tokens. */
    static final HttpContexts SHARED = new HttpContexts();

    private static final Logger LOG = LoggerFactory.getLogger(PollRun.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(5);

    private final HttpConfig config;
    private final TaskShare share;
    private final OffsetStorageReader offsets;
    private final PollMetrics metrics;
    private final HttpContext http;
    private final ThreadPool threads;
    private final StreamCatalog catalog;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Backoff backoff;
    private Instant notBefore = Instant.MIN;
    private volatile @Nullable Poller poller;

    public PollRun(HttpConfig config, TaskShare share, OffsetStorageReader offsets, PollMetrics metrics) {
        this.config = config;
        this.share = share;
        this.offsets = offsets;
        this.metrics = metrics;
        this.http = SHARED.open(config.limits()
                .options(config.connector(), config.declaration())
                .tasks(share.count())
                .metrics(metrics)
                .build());
        this.threads = new ThreadPool(
                "headrace-http-" + config.connector() + "-" + share.number(),
                config.limits().threads(config.declaration()));
        this.catalog = new StreamCatalog(
                config.declaration().streams(),
                config.declaration().dynamicStreams(),
                http.scope(),
                ReadContext.over(http, Optional.of(threads), PATIENCE, this::note));
        this.backoff = config.backoff();
        metrics.show(() -> poller == null ? 0 : poller.size(), () -> poller == null ? 0 : poller.failed());
        config.declaration().skipped().forEach(problem -> LOG.warn("A stream is left out: {}", problem));
    }

    private void note(String text) {
        LOG.warn("{}", http.redactor().clean(text));
    }

    /** The next records; null when there are none now. Returns soon either way. */
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        Poller running = poller;
        if (running == null) {
            begin();
            return null;
        }
        List<SourceRecord> records = running.poll();
        if (!records.isEmpty()) {
            return records;
        }
        pause(running.quiet());
        return null;
    }

    /** Streams that are found at run time may take a while to find. */
    private void begin() throws InterruptedException {
        try {
            if (http.clock().instant().isBefore(notBefore)
                    || !(catalog.get() instanceof StreamCatalog.Result.Known known)) {
                pause(PATIENCE);
                return;
            }
            poller = new Poller(readers(known.streams()), config.onStreamError(), http.clock());
        } catch (HeadraceException e) {
            later(http.redactor().clean(e));
        }
    }

    /** What may pass is waited for, as where a stream cannot be read. */
    private void later(HeadraceException why) {
        metrics.failed();
        if (why.errorClass() != ErrorClass.TRANSIENT || backoff.attempts() >= config.streamRetries()) {
            throw why;
        }
        notBefore = http.clock().instant().plus(backoff.next());
        LOG.warn("The streams cannot be found (failure {} in a row): {}", backoff.attempts(), why.getMessage());
    }

    private void pause(Duration quiet) throws InterruptedException {
        Duration shortest = quiet.compareTo(PATIENCE) < 0 ? quiet : PATIENCE;
        if (stopped.await(shortest.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.debug("The task is stopping");
        }
    }

    private List<UnitReader> readers(List<Component> streams) {
        List<Unit> units = Units.of(Units.compile(config, streams, http.scope())).stream()
                .filter(unit -> share.partitions().contains(unit.partition()))
                .toList();
        Duration patience = PATIENCE.dividedBy(Math.max(1, units.size()));
        ReadContext context = ReadContext.over(
                http,
                Optional.of(threads),
                patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience,
                this::note);
        RecordMaker maker = new RecordMaker(config);
        List<UnitReader> readers = new ArrayList<>();
        for (Unit unit : units) {
            Optional<Map<String, Object>> offset = Optional.ofNullable(offsets.offset(unit.partition()));
            offset.ifPresent(stored -> maker.remember(unit, stored));
            readers.add(new UnitReader(unit, offset, config, context, maker, metrics, http.redactor()));
        }
        return readers;
    }

    @Override
    public void close() {
        stopped.countDown();
        http.cancel();
        Poller running = poller;
        if (running != null) {
            running.close();
        }
        catalog.close();
        threads.close();
        http.close();
        metrics.close();
    }
}
