package io.headrace.benchmarks.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.benchmarks.machine.ParentPipe;
import io.headrace.core.concurrent.ThreadPool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The limit: OkHttp, and Jackson, which makes maps and lists of each page. No Kafka, no place that survives, no template. It reads a first job to warm up, says so, then
 * the second one, and says how many nanoseconds that took, how many charges it read and the sum of their numbers.
 */
final class LimitReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OkHttpClient client;
    private final int concurrency;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong sum = new AtomicLong();

    private LimitReader(int concurrency) {
        this.concurrency = concurrency;
        this.client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(concurrency, 1, TimeUnit.MINUTES))
                .build();
    }

    /** @param arguments concurrency, then of both jobs address and number of charges */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        LimitReader reader = new LimitReader(Integer.parseInt(arguments[0]));
        reader.read(arguments[1], Long.parseLong(arguments[2]));
        ParentPipe.say("warm");
        ParentPipe.say(reader.read(arguments[3], Long.parseLong(arguments[4])));
        ParentPipe.awaitEnd();
        Runtime.getRuntime().halt(0);
    }

    private String read(String url, long count) throws InterruptedException {
        rows.set(0);
        sum.set(0);
        AtomicLong next = new AtomicLong();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(concurrency);
        long start = System.nanoTime();
        try (ThreadPool threads = new ThreadPool("limit", concurrency)) {
            for (int i = 0; i < concurrency; i++) {
                threads.execute(() -> {
                    try {
                        windows(url, count, next);
                    } catch (RuntimeException e) {
                        failure.set(e);
                    } finally {
                        over.countDown();
                    }
                });
            }
            over.await();
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return (System.nanoTime() - start) + " " + rows + " " + sum;
    }

    private void windows(String url, long count, AtomicLong next) {
        for (long from = next.getAndAdd(Job.WINDOW); from < count; from = next.getAndAdd(Job.WINDOW)) {
            long to = Math.min(from + Job.WINDOW, count) - 1;
            HttpUrl window = HttpUrl.get(url + "/charges")
                    .newBuilder()
                    .addQueryParameter("created[gte]", Long.toString(Charges.FIRST + from))
                    .addQueryParameter("created[lte]", Long.toString(Charges.FIRST + to))
                    .addQueryParameter("limit", Integer.toString(Job.PAGE))
                    .build();
            String after = null;
            do {
                after = page(
                        after == null
                                ? window
                                : window.newBuilder()
                                        .addQueryParameter("starting_after", after)
                                        .build());
            } while (after != null);
        }
    }

    /** Reads a page, and gives the name of its last charge if there are more. */
    private @Nullable String page(HttpUrl url) {
        try (Response response =
                        client.newCall(new Request.Builder().url(url).build()).execute();
                InputStream body = response.body().byteStream()) {
            Map<?, ?> page = JSON.readValue(body, Map.class);
            if (!(page.get("data") instanceof List<?> data)) {
                throw new IllegalStateException("No list of charges: " + page);
            }
            String last = null;
            for (Object each : data) {
                last = String.valueOf(((Map<?, ?>) each).get("id"));
                sum.addAndGet(Charges.number(last));
            }
            rows.addAndGet(data.size());
            return Boolean.TRUE.equals(page.get("has_more")) ? last : null;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + url, e);
        }
    }
}
