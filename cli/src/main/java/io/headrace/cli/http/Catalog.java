package io.headrace.cli.http;

import io.headrace.http.dynamic.StreamSchema;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.spec.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Describes streams in the shape of an Airbyte catalog (docs.airbyte.com, "Airbyte Protocol"). */
public final class Catalog {

    private final Session session;
    private final long sample;
    private final CountDownLatch stop;
    private final Consumer<String> news;

    /**
     * A description.
     *
     * @param sample how many records are read of a stream whose manifest declares no schema; with zero the API is not asked
     */
    public Catalog(Session session, long sample, CountDownLatch stop, Consumer<String> news) {
        this.session = session;
        this.sample = sample;
        this.stop = stop;
        this.news = news;
    }

    /** A stream as plain JSON. */
    public Map<String, Object> describe(StreamSpec stream) throws InterruptedException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", stream.name());
        json.put("json_schema", schema(stream));
        json.put(
                "supported_sync_modes",
                stream.isIncremental() ? List.of("full_refresh", "incremental") : List.of("full_refresh"));
        if (stream.isIncremental()) {
            String field = stream.cursor().fieldName();
            json.put("source_defined_cursor", true);
            json.put(
                    "default_cursor_field",
                    field.isEmpty() ? cursorField(stream.component()).stream().toList() : List.of(field));
        }
        json.put("source_defined_primary_key", primaryKey(stream.component()));
        return json;
    }

    private static Optional<String> cursorField(Component stream) {
        boolean delegating = stream.type().equals("StateDelegatingStream");
        return (delegating ? stream.child("incremental_stream") : stream)
                .optionalChild("incremental_sync")
                .flatMap(sync -> sync.optionalText("cursor_field"));
    }

    private static List<List<String>> primaryKey(Component stream) {
        Component declared =
                stream.type().equals("StateDelegatingStream") ? stream.child("full_refresh_stream") : stream;
        List<List<String>> key = new ArrayList<>();
        for (Object part : declared.values("primary_key")) {
            key.add(
                    part instanceof List<?> path
                            ? path.stream().map(String::valueOf).toList()
                            : List.of(String.valueOf(part)));
        }
        return key;
    }

    private Object schema(StreamSpec stream) throws InterruptedException {
        return StreamSchema.isDeclared(stream) && (sample > 0 || !isAskedFor(stream))
                ? session.schema(stream, stop)
                : guessed(stream);
    }

    private static boolean isAskedFor(StreamSpec stream) {
        return stream.component().children("schema_loader").stream()
                .anyMatch(loader -> loader.type().equals("DynamicSchemaLoader"));
    }

    private Object guessed(StreamSpec stream) throws InterruptedException {
        SchemaGuess guess = new SchemaGuess();
        if (sample > 0) {
            Sample records = new Sample();
            Reading.Plan plan = Reading.Plan.of(sample, Long.MAX_VALUE);
            long read = new Reading(session, records, plan, stop, news).read(stream, StateFile.empty());
            records.records().forEach(guess::see);
            news.accept(stream.name() + ": the schema is guessed from " + read + " records");
        }
        return guess.toJson();
    }
}
