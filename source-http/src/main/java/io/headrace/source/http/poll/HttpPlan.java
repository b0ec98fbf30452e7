package io.headrace.source.http.poll;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.HttpContext;
import io.headrace.http.declare.ManifestSettings;
import io.headrace.http.dynamic.StreamCatalog;
import io.headrace.http.flat.ApiSettings;
import io.headrace.http.front.FrontEnd;
import io.headrace.http.front.SourceSettings;
import io.headrace.http.read.Position;
import io.headrace.http.read.ReadContext;
import io.headrace.http.read.ReadOptions.OnSpecChange;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.SpecException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the connector does with a configuration before there are tasks. */
public final class HttpPlan {

    private static final Duration CATALOG_DEADLINE = Duration.ofSeconds(30);

    private HttpPlan() {}

    /** The settings of a configuration, with those that its manifest asks for. */
    public static Settings settings(Map<String, String> properties) {
        List<Settings> more = new ArrayList<>();
        HttpSettings.ALL.problems(properties).rule(values -> more.add(FrontEnd.asked(values, properties)));
        return more.isEmpty() ? HttpSettings.ALL : HttpSettings.ALL.plus(more.get(0));
    }

    /** All that is wrong with a configuration; unless it is told not to, the API is asked for a page of each stream. */
    public static Problems check(Map<String, String> properties) {
        HttpConfig.Reading reading = HttpConfig.read(properties);
        reading.config().ifPresent(config -> check(config, properties, reading.problems()));
        return reading.problems();
    }

    private static void check(HttpConfig config, Map<String, String> properties, Problems problems) {
        try {
            boolean dynamic = !config.declaration().dynamicStreams().isEmpty();
            if (dynamic && !config.validateConnect()) {
                return;
            }
            List<StreamSpec> specs = specs(config);
            specs.forEach(spec ->
                    checkSchemaFiles(config, spec).ifPresent(text -> problems.add(key(spec.name(), properties), text)));
            if (config.validateConnect()) {
                StreamCheck.failures(config, specs)
                        .forEach((stream, text) -> problems.add(
                                key(stream, properties), "the stream '" + stream + "' cannot be read: " + text));
            }
        } catch (HeadraceException e) {
            problems.add(SourceSettings.STREAM_NAMES, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> checkSchemaFiles(HttpConfig config, StreamSpec spec) {
        try {
            spec.component().children("schema_loader").stream()
                    .filter(loader -> loader.type().equals("JsonFileSchemaLoader"))
                    .forEach(loader -> config.schemas().schema(loader, spec.scope()));
            return Optional.empty();
        } catch (SpecException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The names of all streams that a configuration declares, chosen or not; without those that are found at run time. */
    public static List<String> streams(Map<String, String> properties) {
        return HttpConfig.read(properties).config().stream()
                .flatMap(config -> config.declaration().streams().stream())
                .filter(stream -> stream.has("name"))
                .map(stream -> stream.text("name"))
                .toList();
    }

    private static String key(String stream, Map<String, String> properties) {
        if (properties.containsKey(ManifestSettings.MANIFEST.key())) {
            return ManifestSettings.MANIFEST.key();
        }
        return properties.containsKey(ManifestSettings.FILE.key())
                ? ManifestSettings.FILE.key()
                : ApiSettings.STREAM_PREFIX + stream + ".path";
    }

    /** The properties of each task. Streams that a resolver finds are asked for. */
    public static List<Map<String, String>> tasks(HttpConfig config, Map<String, String> properties, int most) {
        List<List<Unit>> shares = Units.spread(Units.of(specs(config)), most);
        List<Map<String, String>> tasks = new ArrayList<>();
        for (List<Unit> share : shares) {
            tasks.add(TaskShare.of(tasks.size(), shares.size(), share).onTopOf(properties));
        }
        return tasks;
    }

    private static List<StreamSpec> specs(HttpConfig config) {
        try (HttpContext http = PollRun.SHARED.open(config.limits()
                        .options(config.connector(), config.declaration())
                        .callTimeout(CATALOG_DEADLINE)
                        .build());
                StreamCatalog catalog = new StreamCatalog(
                        config.declaration().streams(),
                        config.declaration().dynamicStreams(),
                        http.scope(),
                        ReadContext.over(http, Optional.empty(), Duration.ZERO, note -> {}))) {
            return Units.compile(config, streams(catalog, http), http.scope());
        }
    }

    private static List<Component> streams(StreamCatalog catalog, HttpContext http) {
        Instant end = http.clock().instant().plus(CATALOG_DEADLINE);
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            if (!(catalog.get() instanceof StreamCatalog.Result.Wait wait)) {
                return ((StreamCatalog.Result.Known) catalog.get()).streams();
            }
            if (wait.until().isAfter(end)) {
                throw HeadraceException.config("The streams of the manifest cannot be found out: " + wait.reason()
                        + ". Try again later, or name fewer dynamic streams.");
            }
            try {
                long left =
                        Duration.between(http.clock().instant(), wait.until()).toMillis();
                boolean unused = never.await(Math.max(1, left), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw HeadraceException.config("The search for the streams of the manifest was interrupted.");
            }
        }
    }

    /**
     * Whether a restart emits the same records again and nothing else: pages are resumed by names that come from the response or are asserted to be stable, and keys tell whether a page is the
     * same.
     */
    public static boolean repeatsExactly(HttpConfig config) {
        return config.declaration().dynamicStreams().isEmpty()
                && specs(config).stream().allMatch(spec -> Replays.areIdentical(spec, config.stablePages()));
    }

    /**
     * Looks at offsets that somebody wants to store.
     *
     * @throws HeadraceException of class CONFIG when a stream would not understand them
     */
    public static void checkOffsets(HttpConfig config, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        boolean dynamic = !config.declaration().dynamicStreams().isEmpty();
        Map<Map<String, String>, Unit> known = new LinkedHashMap<>();
        if (!dynamic) {
            Units.of(specs(config)).forEach(unit -> known.put(unit.partition(), unit));
        }
        offsets.forEach((partition, offset) -> {
            if (!List.copyOf(partition.keySet()).equals(List.of(Unit.STREAM, Unit.PART))) {
                throw HeadraceException.config("The source partition " + partition
                        + " is not one of this connector; it must be {\"stream\": …, \"part\": …}, in this order. Copy it from GET"
                        + " /connectors/NAME/offsets.");
            }
            if (offset == null) {
                return;
            }
            Unit unit = known.get(partition);
            if (!dynamic && unit == null) {
                throw HeadraceException.config("The connector reads no stream and part " + partition
                        + "; it must be one of " + known.keySet() + ". Correct it, or delete the offset with null.");
            }
            Position unused = StoredPosition.position(offset);
            if (unit != null) {
                checkDeclaration(unit, offset);
            }
        });
    }

    /** R22: an offset of another declaration would fail the stream as soon as it is read. */
    private static void checkDeclaration(Unit unit, Map<String, ?> offset) {
        String stored = StoredPosition.declaration(offset);
        String own = unit.spec().hash();
        if (unit.spec().options().onSpecChange() == OnSpecChange.FAIL && !stored.equals(own)) {
            throw HeadraceException.config(
                    "The offset of stream " + unit + " was stored under another declaration (it was "
                            + stored + " and is " + own
                            + "). Set on.spec.change=resume to go on behind what was finished, or on.spec.change=reset to begin anew, or"
                            + " delete the offset with null");
        }
    }
}
