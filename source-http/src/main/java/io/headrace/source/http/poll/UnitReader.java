package io.headrace.source.http.poll;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.retry.Backoff;
import io.headrace.http.client.CancelledException;
import io.headrace.http.dynamic.DynamicSchema;
import io.headrace.http.dynamic.StreamSchema;
import io.headrace.http.read.Op;
import io.headrace.http.read.Position;
import io.headrace.http.read.Read;
import io.headrace.http.read.ReadContext;
import io.headrace.http.read.ReadResult;
import io.headrace.http.read.StreamReader;
import io.headrace.http.wire.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one unit, pass after pass, and keeps its failures from the others. Used by one thread. */
final class UnitReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnitReader.class);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Unit unit;
    private final HttpConfig config;
    private final ReadContext context;
    private final RecordMaker maker;
    private final PollMetrics metrics;
    private final Redactor redactor;
    private final Backoff backoff;
    private final StreamSchema schema;
    private Optional<Map<String, Object>> stored;
    private Optional<Position> position = Optional.empty();
    private boolean declared;
    private @Nullable StreamReader reader;
    private Instant notBefore = Instant.MIN;
    private Instant beaten = Instant.MIN;
    private int failures = 0;
    private @Nullable HeadraceException failure;

    /** @param stored the offset of an earlier task */
    UnitReader(
            Unit unit,
            Optional<Map<String, Object>> stored,
            HttpConfig config,
            ReadContext context,
            RecordMaker maker,
            PollMetrics metrics,
            Redactor redactor) {
        this.unit = unit;
        this.stored = stored;
        this.config = config;
        this.context = context;
        this.maker = maker;
        this.metrics = metrics;
        this.redactor = redactor;
        this.schema = new StreamSchema(unit.spec(), config.schemas(), context);
        this.declared = !maker.takesSchemas();
        this.backoff = config.backoff();
    }

    /** When it is of use to ask again. */
    Instant wake() {
        return notBefore;
    }

    /** Why the unit cannot be read at present. */
    Optional<HeadraceException> failure() {
        return Optional.ofNullable(failure);
    }

    /** The next records, if there are any now. */
    List<SourceRecord> read() {
        try {
            return isDeclared() ? taken(reader().next()) : List.of();
        } catch (CancelledException e) {
            return List.of();
        } catch (HeadraceException e) {
            failed(redactor.clean(e));
            return List.of();
        }
    }

    /** Whether the schema that the stream declares is known; asks for it otherwise. */
    private boolean isDeclared() {
        if (declared) {
            return true;
        }
        DynamicSchema.Result result = schema.get();
        if (result instanceof DynamicSchema.Result.Wait wait) {
            await(wait.until(), wait.reason());
            return false;
        }
        maker.declare(unit, ((DynamicSchema.Result.Known) result).schema());
        declared = true;
        return true;
    }

    private StreamReader reader() {
        StreamReader open = reader;
        if (open == null) {
            if (stored.isPresent()) {
                position = Optional.of(StoredPosition.position(stored.get()));
                stored = Optional.empty();
            }
            open = StreamReader.open(unit.spec(), unit.part(), position, context);
            reader = open;
        }
        return open;
    }

    private List<SourceRecord> taken(ReadResult result) {
        if (result instanceof ReadResult.Wait wait) {
            await(wait.until(), wait.reason());
            return List.of();
        }
        if (result instanceof ReadResult.Records records) {
            return records(records.reads());
        }
        recovered();
        if (result instanceof ReadResult.Progressed progressed) {
            position = Optional.of(progressed.position());
            return heartbeat();
        }
        position = Optional.of(((ReadResult.Done) result).position());
        close();
        metrics.passed();
        notBefore = now().plus(config.pollInterval());
        return heartbeat();
    }

    private void await(Instant until, String reason) {
        if (Duration.between(now(), until).compareTo(LONG) > 0) {
            LOG.info("Stream {} waits until {}: {}", unit, until, redactor.clean(reason));
        }
        notBefore = until;
    }

    private List<SourceRecord> records(List<Read> reads) {
        try {
            List<SourceRecord> made = maker.make(unit, reads);
            position = Optional.of(reads.get(reads.size() - 1).after());
            metrics.read(made.size(), (int)
                    reads.stream().filter(read -> read.op() == Op.DELETE).count());
            recovered();
            return made;
        } catch (HeadraceException e) {
            // The reader is beyond these records already: another one comes to them again.
            close();
            throw e;
        }
    }

    private List<SourceRecord> heartbeat() {
        Instant now = now();
        boolean due =
                beaten.equals(Instant.MIN) || Duration.between(beaten, now).compareTo(config.heartbeatInterval()) >= 0;
        if (config.heartbeatTopic().isEmpty() || !due) {
            return List.of();
        }
        beaten = now;
        metrics.beat();
        return List.of(maker.heartbeat(
                unit, position.orElseThrow(), config.heartbeatTopic().get(), now));
    }

    private void failed(HeadraceException why) {
        metrics.failed();
        failures++;
        boolean mayPass = why.errorClass() == ErrorClass.TRANSIENT && failures <= config.streamRetries();
        if (mayPass) {
            notBefore = now().plus(backoff.next());
            LOG.warn("Stream {} could not be read (failure {} in a row): {}", unit, failures, why.getMessage());
            return;
        }
        failure = why;
        notBefore = now().plus(config.streamRetry());
        LOG.error("Stream {} has failed and is tried again at {}: {}", unit, notBefore, why.getMessage());
    }

    private void recovered() {
        if (failure != null) {
            LOG.info("Stream {} can be read again", unit);
        }
        failure = null;
        failures = 0;
        backoff.reset();
    }

    private Instant now() {
        return context.clock().instant();
    }

    @Override
    public void close() {
        schema.close();
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
