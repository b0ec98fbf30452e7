package io.headrace.http.template;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a template can see. Immutable; {@link #with} makes a new one that shares the rest. Values are plain JSON, or points in time. */
public final class Scope {

    private final @Nullable Scope outer;
    private final String name;
    private final @Nullable Object value;
    private final Clock clock;

    private Scope(@Nullable Scope outer, String name, @Nullable Object value, Clock clock) {
        this.outer = outer;
        this.name = name;
        this.value = value;
        this.clock = clock;
    }

    /** @param clock what now_utc() and its kin tell */
    public static Scope of(Map<String, ? extends @Nullable Object> config, Clock clock) {
        return new Scope(null, Names.CONFIG, config, clock);
    }

    public Scope with(String itsName, @Nullable Object itsValue) {
        return new Scope(this, itsName, itsValue, clock);
    }

    /** The value of a name; null where it has none, and where the value is null. */
    public @Nullable Object get(String wanted) {
        Object found = lookup(wanted);
        return found == Undefined.VALUE ? null : found;
    }

    /** As {@link #get}, but tells a null from a name without a value. */
    @Nullable Object lookup(String wanted) {
        Object found = find(wanted);
        if (found == Undefined.VALUE && Names.SLICES.contains(wanted)) {
            return find(Names.STREAM_SLICE);
        }
        return found;
    }

    Instant now() {
        return clock.instant();
    }

    OffsetDateTime nowUtc() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private @Nullable Object find(String wanted) {
        for (Scope at = this; at != null; at = at.outer) {
            if (at.name.equals(wanted)) {
                return at.value;
            }
        }
        return Undefined.VALUE;
    }
}
