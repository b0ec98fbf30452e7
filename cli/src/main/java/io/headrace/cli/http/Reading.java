package io.headrace.cli.http;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.read.Position;
import io.headrace.http.read.Read;
import io.headrace.http.read.ReadResult;
import io.headrace.http.read.StreamReader;
import io.headrace.http.read.StreamSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One pass over streams of a session, to an output, until it is over, enough was read or somebody ends it. */
public final class Reading {

    private static final Duration NEWS = Duration.ofSeconds(2);
    /** Waits that are shorter are not worth a word. */
    private static final Duration LONG = Duration.ofSeconds(1);

    private final Session session;
    private final Output output;
    private final Plan plan;
    private final CountDownLatch stop;
    private final Consumer<String> news;
    private Instant nextNews = Instant.now().plus(NEWS);

    /**
     * What is read.
     *
     * @param limit the most records of each stream
     * @param stateEvery after how many records of a stream a state is put out; one comes at the end in any case
     * @param patience how long the API is waited for, all waits of a stream together
     */
    public record Plan(long limit, long stateEvery, Duration patience) {

        private static final Duration FOR_GOOD = Duration.ofDays(365);

        /** As many records as there are, however long that takes. */
        public static Plan of(long limit, long stateEvery) {
            return new Plan(limit, stateEvery, FOR_GOOD);
        }
    }

    /**
     * A reading.
     *
     * @param stop counted down to end it; what was read until then is kept, with its state
     * @param news told how it gets on
     */
    public Reading(Session session, Output output, Plan plan, CountDownLatch stop, Consumer<String> news) {
        this.session = session;
        this.output = output;
        this.plan = plan;
        this.stop = stop;
        this.news = news;
    }

    /** Reads a stream; returns how many records. Whatever happens, the state behind the last record that was put out is in {@code state} and in the output. */
    public long read(StreamSpec stream, StateFile state) throws InterruptedException {
        Pass pass = new Pass(stream.name(), state);
        try (StreamReader reader = session.reader(stream, state.of(stream.name()))) {
            boolean over = false;
            while (!over && stop.getCount() > 0 && !output.isClosed()) {
                over = pass.take(reader.next());
                tell(pass);
            }
        } finally {
            pass.leave();
        }
        return pass.records;
    }

    private void tell(Pass pass) {
        if (pass.records > pass.told && Instant.now().isAfter(nextNews)) {
            pass.told = pass.records;
            nextNews = Instant.now().plus(NEWS);
            news.accept(pass.stream + ": " + pass.records + " records so far");
        }
    }

    private void await(String stream, Instant until, String reason) throws InterruptedException {
        Duration wait = Duration.between(Instant.now(), until);
        if (wait.compareTo(LONG) > 0) {
            news.accept(stream + ": waits until " + until.truncatedTo(ChronoUnit.SECONDS) + ", because "
                    + session.clean(reason));
        }
        if (!wait.isNegative()) {
            boolean stopped = stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            if (stopped) {
                news.accept(stream + ": stopped");
            }
        }
    }

    /** How far a stream is. */
    private final class Pass {

        private final String stream;
        private final StateFile state;
        private long records = 0;
        private long told = 0;
        private long sinceState = 0;
        private Duration patience = plan.patience();
        private @Nullable Position behind;

        Pass(String stream, StateFile state) {
            this.stream = stream;
            this.state = state;
        }

        /** Whether that was enough. */
        boolean take(ReadResult result) throws InterruptedException {
            if (result instanceof ReadResult.Records found) {
                return put(found);
            }
            if (result instanceof ReadResult.Wait wait) {
                output.flush();
                spend(wait);
                await(stream, wait.until(), wait.reason());
                return false;
            }
            if (result instanceof ReadResult.Progressed progressed) {
                behind = progressed.position();
                return false;
            }
            behind = ((ReadResult.Done) result).position();
            return true;
        }

        private void spend(ReadResult.Wait wait) {
            patience = patience.minus(Duration.between(Instant.now(), wait.until()));
            if (patience.isNegative()) {
                throw new HeadraceException(
                        ErrorClass.TRANSIENT,
                        wait.reason() + "; not before " + wait.until().truncatedTo(ChronoUnit.SECONDS)
                                + " can it be asked again.");
            }
        }

        private boolean put(ReadResult.Records found) {
            for (Read read : found.reads()) {
                if (records >= plan.limit()) {
                    return true;
                }
                output.record(read);
                records++;
                behind = read.after();
                if (++sinceState >= plan.stateEvery()) {
                    state();
                }
            }
            return records >= plan.limit();
        }

        private void state() {
            sinceState = 0;
            Optional.ofNullable(behind).ifPresent(position -> output.state(stream, position));
        }

        /** What nobody took, a full disk for example, must come again: then the state stays where it was. */
        void leave() {
            output.flush();
            if (behind != null && !output.isClosed()) {
                state.put(stream, behind);
                state();
                output.flush();
            }
        }
    }
}
