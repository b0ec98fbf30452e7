package io.headrace.http.async;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.Answer;
import io.headrace.http.client.Exchange;
import io.headrace.http.client.HttpContext;
import io.headrace.http.client.Ignored;
import io.headrace.http.client.Reply;
import io.headrace.http.client.Requester;
import io.headrace.http.client.ResetPagination;
import io.headrace.http.client.Wait;
import io.headrace.http.decode.RecordStream;
import io.headrace.http.page.PageSource;
import io.headrace.http.page.PageSource.Fetched;
import io.headrace.http.page.PageToken;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Orders a job and asks about it until it is done; then hands over to the fetching of its first result. A short state machine: each turn sends at most one request. */
final class JobExchange implements PageSource.Fetch {

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final int MOST_JOBS = 3;

    private enum State {
        ORDER,
        ASK,
        ABORT,
        FIND,
        FETCH
    }

    private final Retriever retriever;
    private final HttpContext context;
    private final PageSource.Request request;
    private final Function<JobToken, PageSource.Fetch> fetch;
    private State state = State.ORDER;
    private int jobs = 0;
    private Instant deadline = Instant.MAX;
    private @Nullable Object creation;
    private @Nullable Object polling;
    private @Nullable Exchange exchange;
    private PageSource.@Nullable Fetch fetching;

    JobExchange(
            Retriever retriever,
            HttpContext context,
            PageSource.Request request,
            Function<JobToken, PageSource.Fetch> fetch) {
        this.retriever = retriever;
        this.context = context;
        this.request = request;
        this.fetch = fetch;
    }

    @Override
    public Fetched go() {
        Optional<Fetched> result = Optional.empty();
        while (result.isEmpty()) {
            result = switch (state) {
                case ORDER -> order();
                case ASK -> ask();
                case ABORT -> abort();
                case FIND -> find();
                case FETCH -> fetched();
            };
        }
        return result.get();
    }

    private Optional<Fetched> order() {
        Reply reply = send(retriever.creation(), request.options());
        if (!(reply instanceof Answer answer)) {
            return Optional.of(other(reply));
        }
        creation = value(answer);
        polling = null;
        jobs++;
        deadline = context.clock().instant().plus(retriever.timeout());
        return go(State.ASK);
    }

    private Optional<Fetched> ask() {
        if (context.clock().instant().isAfter(deadline)) {
            return retriever.abort().isPresent()
                    ? go(State.ABORT)
                    : again("it took longer than " + retriever.timeout());
        }
        Reply reply = send(retriever.polling(), RequestOptions.none());
        if (!(reply instanceof Answer answer)) {
            return Optional.of(other(reply));
        }
        polling = value(answer);
        List<Object> words = retriever.found(retriever.status(), polling, scope(), context);
        String word = words.isEmpty() ? "" : String.valueOf(words.get(0));
        return switch (retriever.words().read(word, answer.origin())) {
            case RUNNING -> Optional.of(pause(POLL, "the job is " + word));
            case COMPLETED -> go(State.FIND);
            case FAILED, TIMEOUT -> again("its state is " + word);
            case SKIPPED -> Optional.of(page(new Job(creation, polling, List.of())));
        };
    }

    private Optional<Fetched> abort() {
        Reply reply = send(retriever.abort().orElseThrow(), RequestOptions.none());
        if (reply instanceof Wait) {
            return Optional.of(other(reply));
        }
        if (reply instanceof Answer answer) {
            answer.close();
        }
        return again("it took longer than " + retriever.timeout());
    }

    private Optional<Fetched> find() {
        @Nullable Object response = polling;
        if (retriever.targetRequester().isPresent()) {
            Reply reply = send(retriever.targetRequester().get(), RequestOptions.none());
            if (!(reply instanceof Answer answer)) {
                return Optional.of(other(reply));
            }
            response = value(answer);
        }
        List<@Nullable Object> targets = new ArrayList<>();
        if (retriever.targets().isPresent()) {
            targets.addAll(retriever.found(retriever.targets().get(), response, scope(), context));
        } else {
            targets.add(null);
        }
        Job job = new Job(creation, polling, targets);
        if (targets.isEmpty()) {
            return Optional.of(page(job));
        }
        fetching = fetch.apply(new JobToken(job, 0, PageToken.FIRST));
        return go(State.FETCH);
    }

    private Optional<Fetched> fetched() {
        PageSource.Fetch running = fetching;
        return running == null ? go(State.ORDER) : Optional.of(running.go());
    }

    private Optional<Fetched> go(State next) {
        state = next;
        return Optional.empty();
    }

    /** Orders the job again after a pause, a few times. */
    private Optional<Fetched> again(String why) {
        state = State.ORDER;
        if (jobs >= MOST_JOBS) {
            int failed = jobs;
            jobs = 0;
            throw new HeadraceException(
                    ErrorClass.TRANSIENT,
                    "A job was ordered " + failed + " times and never done; the last time " + why
                            + ". Look at the jobs in the API, or raise polling_job_timeout");
        }
        return Optional.of(pause(retriever.pause(), "the job is ordered again: " + why));
    }

    private Fetched pause(Duration length, String why) {
        return new Fetched.Wait(context.clock().instant().plus(length), why);
    }

    private static Fetched page(Job job) {
        return AsyncPages.empty(new JobToken(job, 0, PageToken.FIRST));
    }

    private Reply send(Requester requester, RequestOptions options) {
        Exchange running = exchange;
        if (running == null) {
            running = requester.request(scope(), options);
        }
        exchange = running;
        Reply reply = running.send();
        if (!(reply instanceof Wait)) {
            exchange = null;
        }
        return reply;
    }

    private Scope scope() {
        return AsyncPages.scope(request.scope(), new Job(creation, polling, List.of()));
    }

    private @Nullable Object value(Answer answer) {
        try (RecordStream values = retriever.decoder().open(answer.content())) {
            return values.next();
        }
    }

    private static Fetched other(Reply reply) {
        if (reply instanceof Wait wait) {
            return new Fetched.Wait(wait.until(), wait.reason());
        }
        return reply instanceof ResetPagination reset
                ? new Fetched.Reset(reset.reason())
                : new Fetched.Ignored(((Ignored) reply).reason());
    }
}
