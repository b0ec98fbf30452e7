package io.headrace.http.cursor;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestOptions;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code DatetimeBasedCursor}: windows of time.
 *
 * @param coarse whether records may tell their time by the day or hour only; is asked for each record, and so found out once
 */
record DatetimeCursor(CursorField field, Windows.Cut cut, Bounds bounds, Requests requests, Kind kind, boolean coarse)
        implements Cursor {

    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;

    /** A day somewhere on Earth is over everywhere. */
    private static final long TWO_DAYS = 48 * 60 * MINUTE;

    /** How the API treats windows. */
    enum Kind {
        /** It returns what lies in the window. */
        FILTERED,
        /** It returns everything, in any order. */
        EVERYTHING,
        /** It returns everything, newest first. */
        FEED
    }

    /** Where reading begins and ends, how much is read again, and how far the end stays behind the API's clock. */
    record Bounds(Bound start, Optional<Bound> end, Optional<TemporalAmount> lookback, Optional<TemporalAmount> lag) {}

    /** How a window shows in templates and requests, and whether its end does. */
    record Requests(
            String startName, String endName, Optional<Injection> start, Optional<Injection> end, boolean tellEnd) {}

    @Override
    public boolean isIncremental() {
        return true;
    }

    @Override
    public long upto(Scope scope, Instant now) {
        long clock = behind(now);
        return bounds.end.map(end -> end.rank(scope, times())).orElse(clock);
    }

    private long behind(Instant now) {
        long rank = Times.rank(now);
        return bounds.lag.map(lag -> times().minus(rank, lag)).orElse(rank);
    }

    @Override
    public long guess(Scope scope, OptionalLong state, Instant now) {
        long upto = upto(scope, now);
        return bounds.end.isPresent() ? upto : Math.max(upto, begin(scope, state));
    }

    private long begin(Scope scope, OptionalLong state) {
        long earliest = bounds.start.rank(scope, times());
        return state.isPresent() ? Math.max(earliest, nextStart(state.getAsLong())) : earliest;
    }

    @Override
    public Iterator<Window> windows(Scope scope, OptionalLong state, long upto) {
        return Windows.of(cut, begin(scope, state), upto);
    }

    @Override
    public Iterator<Window> after(Scope scope, Window last, long upto) {
        return last.end() >= upto
                ? Collections.emptyIterator()
                : Windows.of(cut, Math.max(last.end() + 1, cut.startBehind(last.end())), upto);
    }

    @Override
    public Map<String, @Nullable Object> interval(Window window) {
        return Map.of(requests.startName, times().write(window.start()), requests.endName, times().write(window.end()));
    }

    @Override
    public RequestOptions inject(Window window, Scope scope) {
        RequestOptions start = requests.start
                .map(option -> option.put(RequestOptions.none(), scope, times().write(window.start())))
                .orElse(RequestOptions.none());
        RequestOptions end = requests.end
                .map(option -> option.put(RequestOptions.none(), scope, times().write(window.end())))
                .orElse(RequestOptions.none());
        return start.and(end);
    }

    @Override
    public Sighting sight(Map<String, @Nullable Object> record, Window window) {
        Optional<Object> value = field.in(record);
        if (value.isEmpty()) {
            return field.withoutRank("is null or missing");
        }
        OptionalLong rank = times().read(value.get());
        if (rank.isEmpty()) {
            return field.withoutRank(
                    "is '" + Json.plain(value.get()) + "', which fits none of the formats " + times().incoming());
        }
        return new Sighting(rank, kind == Kind.FILTERED || isIn(window, rank.getAsLong()));
    }

    /** Whether a record belongs to a window of an API that returns all of them for each: what lies behind a window comes again with the next one. */
    private boolean isIn(Window window, long rank) {
        return rank >= window.start() && !cut.isBehind(window, rank);
    }

    @Override
    public boolean endsFeed(OptionalLong rank, Window window) {
        return kind == Kind.FEED && rank.isPresent() && rank.getAsLong() < window.start();
    }

    @Override
    public OptionalLong done(Window window, OptionalLong before, OptionalLong greatest, Optional<Instant> asked) {
        long complete = cut.clamp().isPresent() ? cut.startBehind(window.end()) : window.end();
        OptionalLong known = asked.isPresent() ? OptionalLong.of(behind(asked.get())) : greatest;
        if (known.isEmpty()) {
            return before;
        }
        long done = Math.min(complete, known.getAsLong());
        if (asked.isPresent() && isOpen() && known.getAsLong() - complete > MINUTE) {
            // An answer is dated when it is sent, and changes while the API makes it are not in it.
            done = Math.min(known.getAsLong(), Times.rank(asked.get()) - MINUTE);
        }
        return OptionalLong.of(before.isPresent() ? Math.max(before.getAsLong(), done) : done);
    }

    /** Whether a request asks for everything from its begin on, whatever its window's end is. */
    private boolean isOpen() {
        return !requests.tellEnd && cut.step().isEmpty() && cut.clamp().isEmpty() && bounds.end.isEmpty();
    }

    @Override
    public boolean tellsEnd() {
        return requests.tellEnd;
    }

    @Override
    public long nextStart(long done) {
        long from =
                bounds.lookback.map(lookback -> times().minus(done, lookback)).orElse(done);
        long written = times().asWritten(from);
        return cut.clamp().map(clamp -> clamp.floor(written, times())).orElse(written);
    }

    /** What is read again may have changed; so may a record whose second, or day, was not over when it came: the minute leaves room for clocks that differ. */
    @Override
    public boolean mayRestate(OptionalLong rank, OptionalLong clock) {
        if (rank.isEmpty() || bounds.lookback.isPresent() || clock.isEmpty()) {
            return rank.isPresent();
        }
        long place = rank.getAsLong();
        long room = coarse && place % MINUTE == 0 ? TWO_DAYS : MINUTE;
        return place % SECOND == 0 && place >= clock.getAsLong() - room;
    }

    @Override
    public OptionalLong rank(Instant time) {
        return OptionalLong.of(Times.rank(time));
    }

    @Override
    public String fieldName() {
        return field.name();
    }

    @Override
    public String text(long rank) {
        return times().write(rank);
    }

    private Times times() {
        return cut.times();
    }
}
