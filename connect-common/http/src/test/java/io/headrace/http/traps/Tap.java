package io.headrace.http.traps;

import io.headrace.http.client.HttpContext;
import io.headrace.http.client.HttpContexts;
import io.headrace.http.client.HttpOptions;
import io.headrace.http.decode.Limits;
import io.headrace.http.read.Position;
import io.headrace.http.read.Read;
import io.headrace.http.read.ReadContext;
import io.headrace.http.read.ReadOptions;
import io.headrace.http.read.ReadResult;
import io.headrace.http.read.SourcePart;
import io.headrace.http.read.StreamReader;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.testing.Declared;
import io.headrace.http.testing.SkippingClock;
import io.headrace.http.wire.Json;
import io.headrace.testkit.http.MockApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads one stream of a mock API, can be killed behind any record, and goes on from what it had stored by then. */
final class Tap implements AutoCloseable {
    private final SkippingClock clock = new SkippingClock();
    private final Supplier<HttpContext> open;
    private HttpContext context;
    private final Optional<Executor> fetchers;
    private StreamSpec spec;
    private Optional<Map<String, String>> stored = Optional.empty();
    final List<String> notes = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();

    /** Every record that was ever taken. */
    final List<Read> reads = new ArrayList<>();

    /** @param stream a DeclarativeStream in JSON with single quotes, its URLs relative to {@code config.url} */
    Tap(MockApi api, String stream) {
        this(api, stream, ReadOptions.DEFAULT, Limits.DEFAULT);
    }

    Tap(MockApi api, String stream, ReadOptions options, Limits limits) {
        this(api, stream, options, new HttpContexts(), more -> more.limits(limits), Optional.empty());
    }

    /** One task among those that share {@code contexts}; {@code fetchers} runs its requests beside it. */
    Tap(
            MockApi api,
            String stream,
            ReadOptions options,
            HttpContexts contexts,
            Consumer<HttpOptions.Builder> more,
            Optional<Executor> fetchers) {
        HttpOptions.Builder builder =
                HttpOptions.builder("traps", Map.of("url", api.url())).clock(clock);
        more.accept(builder);
        this.open = () -> contexts.open(builder.build());
        this.context = open.get();
        this.fetchers = fetchers;
        this.spec = StreamSpec.compile(Declared.component(stream), context.scope(), options);
    }

    /** Goes on with another declaration from now on. */
    void declare(String stream, ReadOptions options) {
        spec = StreamSpec.compile(Declared.component(stream), context.scope(), options);
    }

    /** Forgets what a running task knows beside its position. */
    void restart() {
        context.close();
        context = open.get();
    }

    /** {@return the bytes of the position that is stored} */
    int positionBytes() {
        return stored.map(map -> Json.text(map).getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
    }

    /** {@return the ids of all records of one pass} */
    List<String> pass() {
        return take(Integer.MAX_VALUE);
    }

    /** {@return the ids of the next records, after which the reader is killed; fewer when the pass is over} */
    List<String> take(int most) {
        return read(most, Integer.MAX_VALUE);
    }

    /** Reads until so many windows without a record were passed, and is killed there. */
    void passSilently(int windows) {
        read(Integer.MAX_VALUE, windows);
    }

    private List<String> read(int most, int silent) {
        List<String> ids = new ArrayList<>();
        int passed = 0;
        ReadContext world = ReadContext.over(context, fetchers, Duration.ofSeconds(10), notes::add);
        try (StreamReader reader =
                StreamReader.open(spec, SourcePart.whole(spec.name()), stored.map(Position::parse), world)) {
            while (ids.size() < most && passed < silent) {
                ReadResult result = reader.next();
                if (result instanceof ReadResult.Done done) {
                    stored = Optional.of(done.position().toMap());
                    return ids;
                }
                if (result instanceof ReadResult.Records some) {
                    for (Read read :
                            some.reads().subList(0, Math.min(some.reads().size(), most - ids.size()))) {
                        ids.add(String.valueOf(read.record().get("id")));
                        reads.add(read);
                        stored = Optional.of(read.after().toMap());
                    }
                } else if (result instanceof ReadResult.Progressed progressed) {
                    stored = Optional.of(progressed.position().toMap());
                    passed++;
                } else if (result instanceof ReadResult.Wait wait) {
                    waits.add(Duration.between(clock.instant(), wait.until()));
                    clock.skipTo(wait.until());
                }
            }
        }
        return ids;
    }

    @Override
    public void close() {
        context.close();
    }
}
