package io.headrace.http.read;

import java.time.Instant;
import java.util.List;

/** What a reader has next. */
public sealed interface ReadResult {

    /** Records, in order. */
    record Records(List<Read> reads) implements ReadResult {}

    /** Nothing was there, but reading got on: worth a heartbeat where positions are stored with records only (R19). */
    record Progressed(Position position) implements ReadResult {}

    /** Nothing yet; asking again before that time is of no use (R10). The reader never sleeps. */
    record Wait(Instant until, String reason) implements ReadResult {}

    /** The pass is over. Another one begins when a reader is opened with the position. */
    record Done(Position position) implements ReadResult {}
}
