package io.headrace.cli.http;

import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.HttpContext;
import io.headrace.http.client.HttpContexts;
import io.headrace.http.declare.Declaration;
import io.headrace.http.dynamic.DynamicSchema;
import io.headrace.http.dynamic.StreamCatalog;
import io.headrace.http.dynamic.StreamSchema;
import io.headrace.http.read.Position;
import io.headrace.http.read.ReadContext;
import io.headrace.http.read.ReadOptions;
import io.headrace.http.read.SourcePart;
import io.headrace.http.read.StreamReader;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Nearest;
import io.headrace.http.spec.Problem;
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
import java.util.function.Consumer;

/** A source that is open: its streams, and connections to its API. Closing it ends what is under way. */
public final class Session implements AutoCloseable {

    /** How long a request may hold up the thread that listens for Ctrl-C. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final SourceFile file;
    private final HttpContext context;
    private final TaskExecutor fetcher = new SingleThreadExecutor("headrace-fetch");
    private final ReadContext world;
    private final Map<String, StreamSpec> streams = new LinkedHashMap<>();

    private Session(SourceFile file, HttpContext context, Consumer<String> notes) {
        this.file = file;
        this.context = context;
        this.world = ReadContext.over(
                context,
                Optional.of(fetcher::execute),
                PATIENCE,
                note -> notes.accept(context.redactor().clean(note)));
    }

    /**
     * Opens a source. Requests are sent only where streams must be found at run time.
     *
     * @param overrides settings that hold instead of the file's
     * @param notes told of what would otherwise go unnoticed, secrets taken out
     * @throws IllegalArgumentException with file and line of everything that is wrong with the streams
     */
    public static Session open(SourceFile file, Map<String, ?> overrides, Consumer<String> notes, CountDownLatch stop)
            throws InterruptedException {
        Declaration declaration = file.declaration().with(overrides);
        HttpContext context = new HttpContexts()
                .open(file.limits().options(file.name(), declaration).build());
        for (Problem skipped : declaration.skipped()) {
            notes.accept("left out: " + file.origin().explain(skipped));
        }
        Session session = new Session(file, context, notes);
        boolean open = false;
        try {
            session.find(stop);
            open = true;
        } catch (HeadraceException e) {
            throw session.failed(e);
        } finally {
            if (!open) {
                session.close();
            }
        }
        return session;
    }

    private void find(CountDownLatch stop) throws InterruptedException {
        Declaration declaration = file.declaration();
        try (StreamCatalog catalog =
                new StreamCatalog(declaration.streams(), declaration.dynamicStreams(), context.scope(), world)) {
            StreamCatalog.Result found = catalog.get();
            while (found instanceof StreamCatalog.Result.Wait wait && !isStopped(stop, wait.until())) {
                found = catalog.get();
            }
            if (found instanceof StreamCatalog.Result.Known known) {
                for (Component stream : known.streams()) {
                    StreamSpec spec = StreamSpec.compile(stream, context.scope(), ReadOptions.DEFAULT);
                    streams.put(spec.name(), spec);
                }
            }
        }
    }

    /** Waits for a time, and says whether somebody ended that. */
    private static boolean isStopped(CountDownLatch stop, Instant until) throws InterruptedException {
        long millis = Math.max(0, Duration.between(Instant.now(), until).toMillis());
        return stop.await(millis, TimeUnit.MILLISECONDS);
    }

    /** The schema that a stream declares: in place, in a file, or as the API describes it. Empty when somebody ends the wait. */
    Map<String, ?> schema(StreamSpec stream, CountDownLatch stop) throws InterruptedException {
        try (StreamSchema schema = new StreamSchema(stream, file.schemas(), world)) {
            DynamicSchema.Result found = schema.get();
            while (found instanceof DynamicSchema.Result.Wait wait && !isStopped(stop, wait.until())) {
                found = schema.get();
            }
            return found instanceof DynamicSchema.Result.Known known ? known.schema() : Map.of();
        }
    }

    /** An error for people in place of one that may hold secrets. */
    private RuntimeException failed(HeadraceException e) {
        return e instanceof SpecException
                ? new IllegalArgumentException(explain(e))
                : new HeadraceException(e.errorClass(), explain(e));
    }

    public SourceFile file() {
        return file;
    }

    /**
     * Some streams, in the order of their names here; those that the file chooses, or all, when no name is given.
     *
     * @throws IllegalArgumentException when there is no such stream
     */
    public List<StreamSpec> streams(List<String> wanted) {
        List<String> names = wanted.isEmpty() ? file.chosen() : wanted;
        List<StreamSpec> found = new ArrayList<>();
        for (String name : names) {
            StreamSpec spec = streams.get(name);
            if (spec == null) {
                String all = "the streams are " + String.join(", ", streams.keySet());
                throw new IllegalArgumentException(file.where() + " has no stream '" + name + "'; "
                        + Nearest.mend(name, streams.keySet(), all) + ".");
            }
            found.add(spec);
        }
        return names.isEmpty() ? List.copyOf(streams.values()) : found;
    }

    StreamReader reader(StreamSpec stream, Optional<Position> from) {
        return StreamReader.open(stream, SourcePart.whole(stream.name()), from, world);
    }

    /** The text without secrets: those of the settings, and those that logins brought. */
    public String clean(String text) {
        return context.redactor().clean(text);
    }

    /** What a person reads about an error: the place in the file where it is known, and no secret. */
    public String explain(HeadraceException error) {
        return clean(
                error instanceof SpecException spec ? file.origin().explain(spec) : String.valueOf(error.getMessage()));
    }

    @Override
    public void close() {
        context.close();
        fetcher.shutdown(FAREWELL);
    }
}
