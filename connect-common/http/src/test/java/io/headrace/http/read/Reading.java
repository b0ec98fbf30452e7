package io.headrace.http.read;

import io.headrace.http.client.ServerClock;
import io.headrace.http.testing.Declared;
import io.headrace.http.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads streams in tests. */
final class Reading {

    final List<String> notes = new ArrayList<>();
    private final StreamSpec spec;
    private final ReadContext context;

    Reading(StreamSpec spec, PageSources pages) {
        this.spec = spec;
        this.context = new ReadContext(
                pages, Declared.CLOCK, new ServerClock(Declared.CLOCK), Optional.empty(), Duration.ZERO, notes::add);
    }

    /** One pass: what was read, and where it ended. */
    record Pass(List<Read> reads, Position end) {

        List<String> texts() {
            return reads.stream().map(Reading::text).toList();
        }
    }

    static String text(Read read) {
        return read.op() + " " + read.stream() + " " + Json.text(read.record());
    }

    StreamReader open(Optional<Position> from) {
        return StreamReader.open(spec, SourcePart.whole(spec.name()), from, context);
    }

    Pass pass() {
        return pass(Optional.empty());
    }

    Pass pass(Optional<Position> from) {
        List<Read> reads = new ArrayList<>();
        try (StreamReader reader = open(from)) {
            while (true) {
                ReadResult result = reader.next();
                if (result instanceof ReadResult.Records records) {
                    reads.addAll(records.reads());
                } else if (result instanceof ReadResult.Done done) {
                    return new Pass(reads, stored(done.position()));
                }
            }
        }
    }

    /** The next record, or the end of the pass. */
    Optional<Read> one(Optional<Position> from) {
        try (StreamReader reader = open(from)) {
            while (true) {
                ReadResult result = reader.next();
                if (result instanceof ReadResult.Records records) {
                    return Optional.of(records.reads().get(0));
                } else if (result instanceof ReadResult.Done) {
                    return Optional.empty();
                }
            }
        }
    }

    /** The position as it is after a restart. */
    static Position stored(Position position) {
        return Position.parse(position.toMap());
    }
}
