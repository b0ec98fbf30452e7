package io.headrace.source.http.poll;

import io.headrace.core.error.HeadraceException;
import io.headrace.source.http.poll.HttpSettings.OnStreamError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/** Lets the units of a task take turns. Used by one thread. */
final class Poller implements AutoCloseable {

    private final List<UnitReader> readers;
    private final OnStreamError onError;
    private final Clock clock;
    private int next = 0;

    Poller(List<UnitReader> readers, OnStreamError onError, Clock clock) {
        this.readers = List.copyOf(readers);
        this.onError = onError;
        this.clock = clock;
    }

    /**
     * Records of one unit; none when no unit has any now.
     *
     * @throws HeadraceException when a unit has failed and none may go on
     */
    List<SourceRecord> poll() {
        for (int turns = 0; turns < readers.size(); turns++) {
            UnitReader reader = readers.get(next);
            next = (next + 1) % readers.size();
            if (!clock.instant().isBefore(reader.wake())) {
                List<SourceRecord> records = reader.read();
                reader.failure().ifPresent(this::failIfNoneMayGoOn);
                if (!records.isEmpty()) {
                    return records;
                }
            }
        }
        return List.of();
    }

    private void failIfNoneMayGoOn(HeadraceException failure) {
        if (onError == OnStreamError.FAIL || failed() == readers.size()) {
            throw failure;
        }
    }

    long failed() {
        return readers.stream()
                .map(UnitReader::failure)
                .filter(Optional::isPresent)
                .count();
    }

    long size() {
        return readers.size();
    }

    /** How long nothing can be had of any unit; nothing when one works at it. */
    Duration quiet() {
        Instant now = clock.instant();
        Instant first =
                readers.stream().map(UnitReader::wake).min(Instant::compareTo).orElse(Instant.MAX);
        return first.isAfter(now) ? Duration.between(now, first) : Duration.ZERO;
    }

    @Override
    public void close() {
        readers.forEach(UnitReader::close);
    }
}
