package io.headrace.source.http.poll;

import io.headrace.core.concurrent.ThreadPool;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.HttpContext;
import io.headrace.http.client.HttpMetrics;
import io.headrace.http.read.ReadContext;
import io.headrace.http.read.ReadResult;
import io.headrace.http.read.SourcePart;
import io.headrace.http.read.StreamReader;
import io.headrace.http.read.StreamSpec;
import io.headrace.source.http.record.KeyParts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Asks for the first page of each stream. */
final class StreamCheck {

    /** Connect's REST API gives up after 90 s. */
    static final Duration DEADLINE = Duration.ofSeconds(45);

    private static final String AGAIN =
            " If it may pass, try again, or create the connector all the same with validate.connect=false";

    private static final String MEND = ". Check the address, and that this worker reaches it." + AGAIN;

    private static final int AT_ONCE = 4;

    /** Counts the answers that have to be asked for again. */
    private static final class Retries implements HttpMetrics {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void retried() {
            count.incrementAndGet();
        }

        @Override
        public void loginFailed() {
            count.incrementAndGet();
        }
    }

    private final Retries retries = new Retries();
    private final MissedRecords missed;
    private final CountDownLatch never = new CountDownLatch(1);
    private final HttpContext http;
    private final ReadContext context;
    private final Instant end;

    private StreamCheck(HttpConfig config, List<StreamSpec> specs) {
        this.missed = new MissedRecords(specs.stream().map(StreamSpec::name).collect(Collectors.toSet()));
        this.http = PollRun.SHARED.open(config.limits()
                .options(config.connector(), config.declaration())
                .callTimeout(DEADLINE)
                .metrics(retries)
                .build());
        this.context = ReadContext.over(http, Optional.empty(), Duration.ZERO, missed);
        this.end = http.clock().instant().plus(DEADLINE);
    }

    /** What is wrong with each stream whose first page cannot be had, by its name. */
    static Map<String, String> failures(HttpConfig config, List<StreamSpec> specs) {
        StreamCheck check = new StreamCheck(config, specs);
        try (ThreadPool threads = new ThreadPool("headrace-http-check", AT_ONCE);
                HttpContext http = check.http) {
            Map<String, FutureTask<Optional<String>>> running = new LinkedHashMap<>();
            for (StreamSpec spec : specs) {
                FutureTask<Optional<String>> task = new FutureTask<>(() -> check.failure(spec));
                running.put(spec.name(), task);
                threads.execute(task);
            }
            Map<String, String> failures = new LinkedHashMap<>();
            running.forEach((name, task) -> check.result(task)
                    .ifPresent(text -> failures.put(name, http.redactor().clean(text))));
            return failures;
        }
    }

    private Optional<String> result(FutureTask<Optional<String>> task) {
        try {
            long left =
                    Math.max(0, Duration.between(http.clock().instant(), end).toNanos());
            return task.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of("The API did not give a page within " + DEADLINE.toSeconds() + " s.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A stream could not be checked", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The check was interrupted.");
        }
    }

    private Optional<String> failure(StreamSpec spec) throws InterruptedException {
        if (!spec.retriever().type().equals("SimpleRetriever")) {
            return Optional.empty();
        }
        SourcePart part = spec.parts().stream().findFirst().orElseGet(() -> SourcePart.whole(spec.name()));
        try (StreamReader reader = StreamReader.open(spec, part, Optional.empty(), context)) {
            ReadResult result = reader.next();
            while (result instanceof ReadResult.Wait wait) {
                if (missed.hasBrokenOff()) {
                    return Optional.of(wait.reason() + AGAIN);
                }
                if (retries.count.get() > 0) {
                    return Optional.of(wait.reason() + MEND);
                }
                if (wait.until().isAfter(end)) {
                    return Optional.empty(); // The budget is used up, which says nothing against the stream.
                }
                Duration left = Duration.between(http.clock().instant(), wait.until());
                if (never.await(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS)) {
                    return Optional.empty();
                }
                result = reader.next();
            }
            if (result instanceof ReadResult.Records records) {
                records.reads().forEach(KeyParts::checked);
                return Optional.empty();
            }
            return missed.mend(spec);
        } catch (HeadraceException e) {
            return missed.mend(spec).or(() -> Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
