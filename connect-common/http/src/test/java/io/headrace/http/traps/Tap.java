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
import io.headrace.testkit.http.MockApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one stream of a mock API, can be killed behind any record, and goes on from what it had stored by then. */
final class Tap implements AutoCloseable {
    private final SkippingClock clock = new SkippingClock();
    private final HttpContext context;
    private final StreamSpec spec;
    private Optional<Map<String, String>> stored = Optional.empty();
    final List<String> notes = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();

    /** @param stream a DeclarativeStream in JSON with single quotes, its URLs relative to {@code config.url} */
    Tap(MockApi api, String stream) {
        this(api, stream, ReadOptions.DEFAULT, Limits.DEFAULT);
    }

    Tap(MockApi api, String stream, ReadOptions options, Limits limits) {
        context = new HttpContexts()
                .open(HttpOptions.builder("traps", Map.of("url", api.url()))
                        .clock(clock)
                        .limits(limits)
                        .build());
        spec = StreamSpec.compile(Declared.component(stream), context.scope(), options);
    }

    /** {@return the ids of all records of one pass} */
    List<String> pass() {
        return take(Integer.MAX_VALUE);
    }

    /** {@return the ids of the next records, after which the reader is killed; fewer when the pass is over} */
    List<String> take(int most) {
        List<String> ids = new ArrayList<>();
        ReadContext world = ReadContext.over(context, Optional.empty(), Duration.ZERO, notes::add);
        try (StreamReader reader =
                StreamReader.open(spec, SourcePart.whole(spec.name()), stored.map(Position::parse), world)) {
            while (ids.size() < most) {
                ReadResult result = reader.next();
                if (result instanceof ReadResult.Done done) {
                    stored = Optional.of(done.position().toMap());
                    return ids;
                }
                if (result instanceof ReadResult.Records some) {
                    for (Read read :
                            some.reads().subList(0, Math.min(some.reads().size(), most - ids.size()))) {
                        ids.add(String.valueOf(read.record().get("id")));
                        stored = Optional.of(read.after().toMap());
                    }
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
