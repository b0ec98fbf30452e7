package io.headrace.http.cursor;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One window with everything in it, at every pass. */
record NoCursor() implements Cursor {

    @Override
    public boolean isIncremental() {
        return false;
    }

    @Override
    public long upto(Scope scope, Instant now) {
        return Window.ALL.end();
    }

    @Override
    public Iterator<Window> windows(Scope scope, OptionalLong state, long upto) {
        return List.of(Window.ALL).iterator();
    }

    @Override
    public Iterator<Window> after(Scope scope, Window last, long upto) {
        return Collections.emptyIterator();
    }

    @Override
    public Map<String, @Nullable Object> interval(Window window) {
        return Map.of();
    }

    @Override
    public RequestOptions inject(Window window, Scope scope) {
        return RequestOptions.none();
    }

    @Override
    public Sighting sight(Map<String, @Nullable Object> record, Window window) {
        return Sighting.NOTHING;
    }

    @Override
    public boolean endsFeed(OptionalLong rank, Window window) {
        return false;
    }

    @Override
    public OptionalLong done(Window window, OptionalLong before, OptionalLong greatest, Optional<Instant> asked) {
        return OptionalLong.empty();
    }

    @Override
    public long nextStart(long done) {
        return done;
    }

    @Override
    public String fieldName() {
        return "";
    }

    @Override
    public String text(long rank) {
        return "";
    }
}
