package io.headrace.http.cursor;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How a stream is read incrementally. Stateless: what was read is handed in. */
public interface Cursor {

    /** Whether a later pass may begin where this one ended; otherwise every pass reads everything. */
    boolean isIncremental();

    /**
     * Where a pass that begins now ends. It is fixed for the whole pass, so that pages do not drift.
     *
     * @param now the API's clock as far as it is known
     */
    long upto(Scope scope, Instant now);

    /**
     * Where a pass ends for now, while the API's clock is not known: not before its begin, so that there is a window to ask for, and an answer that tells the time.
     *
     * @param now this machine's clock
     */
    default long guess(Scope scope, OptionalLong state, Instant now) {
        return upto(scope, now);
    }

    /**
     * The windows of a pass, oldest first.
     *
     * @param state how far earlier passes are done; empty for a first one
     */
    Iterator<Window> windows(Scope scope, OptionalLong state, long upto);

    /** The windows that follow one of the same pass. */
    Iterator<Window> after(Scope scope, Window last, long upto);

    /** The window's bounds by name, as templates see them under {@code stream_interval}. */
    Map<String, @Nullable Object> interval(Window window);

    /** What the window puts into a request. */
    RequestOptions inject(Window window, Scope scope);

    /** A record's place. */
    Sighting sight(Map<String, @Nullable Object> record, Window window);

    /** Whether an API that pages from the newest record back has come to records that were read before. */
    boolean endsFeed(OptionalLong rank, Window window);

    /**
     * How far reading is done after a window. The local clock has no say in it (R01).
     *
     * @param before how far it was done before; the answer is never less
     * @param greatest the greatest rank seen in this pass
     * @param asked what the API's clock said when the window's first page was answered
     */
    OptionalLong done(Window window, OptionalLong before, OptionalLong greatest, Optional<Instant> asked);

    /** The least rank that the next pass asks for, given how far reading is done. Records from there on may come again and are recognised by their hashes (R02). */
    long nextStart(long done);

    /** Whether requests tell where their window ends, so that an API may answer otherwise when the end is another. */
    default boolean tellsEnd() {
        return false;
    }

    /**
     * Whether a record may come again changed although its place is the same: then what it holds tells it from what it was.
     *
     * @param clock the rank of the API's clock when it gave the record; empty where it did not tell
     */
    default boolean mayRestate(OptionalLong rank, OptionalLong clock) {
        return false;
    }

    /** The field of a record that holds its place; empty where there is none. */
    String fieldName();

    /** The rank of a time; empty where ranks are no times. */
    default OptionalLong rank(Instant time) {
        return OptionalLong.empty();
    }

    /** A rank as the API writes it. */
    String text(long rank);
}
