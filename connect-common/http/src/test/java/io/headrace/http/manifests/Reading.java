package io.headrace.http.manifests;

import io.headrace.http.client.HttpContext;
import io.headrace.http.client.HttpContexts;
import io.headrace.http.client.HttpOptions;
import io.headrace.http.dynamic.StreamCatalog;
import io.headrace.http.manifest.Manifest;
import io.headrace.http.read.Position;
import io.headrace.http.read.Read;
import io.headrace.http.read.ReadContext;
import io.headrace.http.read.ReadOptions;
import io.headrace.http.read.ReadResult;
import io.headrace.http.read.SourcePart;
import io.headrace.http.read.StreamReader;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.spec.Component;
import io.headrace.http.testing.SkippingClock;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads all streams of a declaration, one after another, as often as asked; what was sent and what came out is kept in the order in which it happened. */
final class Reading implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(70);

    private final MockApi api;
    private final SkippingClock clock = new SkippingClock();
    private final HttpContext context;
    private final ReadContext world;
    private final Map<String, Position> positions = new HashMap<>();
    final List<String> requests = new ArrayList<>();
    final List<Read> reads = new ArrayList<>();
    final List<Map<String, @Nullable Object>> records = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    private final List<Component> streams;

    Reading(MockApi api, String declaration, Map<String, @Nullable Object> config) {
        this.api = api;
        Manifest manifest = Manifest.read(declaration, Manifest.Unsupported.FAIL);
        this.context = new HttpContexts()
                .open(HttpOptions.builder("test", manifest.configOf(texts(config), clock))
                        .budget(manifest.apiBudget())
                        .privateAllowed(true)
                        .clock(clock)
                        .tokenStore(new StoredTokens())
                        .build());
        this.world = ReadContext.over(context, Optional.empty(), Duration.ZERO, notes::add);
        this.streams = streams(manifest);
        took("# streams");
    }

    private List<Component> streams(Manifest manifest) {
        try (StreamCatalog catalog =
                new StreamCatalog(manifest.streams(), manifest.dynamicStreams(), context.scope(), world)) {
            if (catalog.get() instanceof StreamCatalog.Result.Known known) {
                return known.streams();
            }
            throw new AssertionError("The API of the declaration lets nobody wait");
        }
    }

    /** Settings as they stand in a connector's configuration. */
    private static Map<String, String> texts(Map<String, @Nullable Object> config) {
        Map<String, String> texts = new HashMap<>();
        config.forEach(
                (name, value) -> texts.put("config." + name, value instanceof String text ? text : Json.text(value)));
        return texts;
    }

    void readAll(int read) {
        for (Component stream : streams) {
            read(stream, read);
        }
    }

    private void read(Component stream, int read) {
        StreamSpec spec = StreamSpec.compile(stream, context.scope(), ReadOptions.DEFAULT);
        String name = spec.name();
        try (StreamReader reader =
                StreamReader.open(spec, SourcePart.whole(name), Optional.ofNullable(positions.get(name)), world)) {
            Position end = null;
            while (end == null) {
                end = step(reader.next(), name, read);
            }
            positions.put(name, end);
        }
        took("# " + name + ", read " + read);
    }

    private @Nullable Position step(ReadResult result, String name, int read) {
        if (result instanceof ReadResult.Records some) {
            reads.addAll(some.reads());
            for (Read one : some.reads()) {
                records.add(Table.fields("stream", one.stream(), "read", read, "record", one.record()));
            }
        } else if (result instanceof ReadResult.Wait wait) {
            Duration left = Duration.between(clock.instant(), wait.until());
            if (left.compareTo(LONGEST_WAIT) > 0) {
                throw new AssertionError("Stream " + name + " waits for " + left + ": " + wait.reason());
            }
            clock.skipTo(wait.until());
        }
        return result instanceof ReadResult.Done done ? done.position() : null;
    }

    /** Moves what was sent meanwhile under a heading. */
    private void took(String heading) {
        List<String> sent = api.log().all().stream().map(RequestText::of).toList();
        api.log().clear();
        if (!sent.isEmpty() || !heading.equals("# streams")) {
            requests.add(heading);
            requests.addAll(sent);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
