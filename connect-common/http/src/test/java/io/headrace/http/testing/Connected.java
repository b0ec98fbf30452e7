package io.headrace.http.testing;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.http.client.HttpContext;
import io.headrace.http.client.HttpContexts;
import io.headrace.http.declare.Declaration;
import io.headrace.http.front.FrontEnd;
import io.headrace.http.front.RequestLimits;
import io.headrace.http.front.RequestSettings;
import io.headrace.http.front.SourceSettings;
import io.headrace.http.read.Position;
import io.headrace.http.read.Read;
import io.headrace.http.read.ReadContext;
import io.headrace.http.read.ReadOptions;
import io.headrace.http.read.ReadResult;
import io.headrace.http.read.SourcePart;
import io.headrace.http.read.StreamReader;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.spec.Component;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The streams of a connector's keys, read through the front end. Each read goes on where the one before ended. */
public final class Connected implements AutoCloseable {

    private static final Settings SETTINGS = SourceSettings.ALL.plus(RequestSettings.ALL);

    private final Declaration declaration;
    private final SkippingClock clock = new SkippingClock();
    private final HttpContext context;
    private final ReadContext world;
    private final Map<String, Position> positions = new HashMap<>();

    private Connected(Declaration declaration, RequestLimits limits) {
        this.declaration = declaration;
        this.context = new HttpContexts()
                .open(limits.options("test", declaration).clock(clock).build());
        this.world = ReadContext.over(context, Optional.empty(), Duration.ZERO, note -> {});
    }

    /** The connector, whose keys must be right. */
    public static Connected to(Map<String, String> properties) {
        Problems problems = SETTINGS.problems(properties);
        List<Connected> made = new ArrayList<>();
        problems.rule(values -> FrontEnd.read(values, properties, problems)
                .ifPresent(declaration -> made.add(new Connected(declaration, RequestLimits.of(values)))));
        problems.throwIfAny();
        return made.get(0);
    }

    /** What is wrong with a connector's keys. */
    public static List<String> problems(Map<String, String> properties) {
        Problems problems = SETTINGS.problems(properties);
        problems.rule(values -> FrontEnd.read(values, properties, problems));
        return problems.messages();
    }

    public Declaration declaration() {
        return declaration;
    }

    /** Every stream by its name, after it was compiled. */
    public Map<String, Component> compiled() {
        Map<String, Component> streams = new LinkedHashMap<>();
        for (Component stream : declaration.streams()) {
            StreamSpec spec = StreamSpec.compile(stream, context.scope(), ReadOptions.DEFAULT);
            streams.put(spec.name(), stream);
        }
        return streams;
    }

    /** The records of a stream that are new since the last time. */
    public List<Map<String, @Nullable Object>> records(String stream) {
        Component found = declaration.streams().stream()
                .filter(each -> each.text("name").equals(stream))
                .findFirst()
                .orElseThrow();
        StreamSpec spec = StreamSpec.compile(found, context.scope(), ReadOptions.DEFAULT);
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        try (StreamReader reader =
                StreamReader.open(spec, SourcePart.whole(stream), Optional.ofNullable(positions.get(stream)), world)) {
            ReadResult result = reader.next();
            while (!(result instanceof ReadResult.Done)) {
                if (result instanceof ReadResult.Records some) {
                    some.reads().stream().map(Read::record).forEach(records::add);
                } else if (result instanceof ReadResult.Wait wait) {
                    clock.skipTo(wait.until());
                }
                result = reader.next();
            }
            positions.put(stream, ((ReadResult.Done) result).position());
        }
        return records;
    }

    @Override
    public void close() {
        context.close();
    }
}
