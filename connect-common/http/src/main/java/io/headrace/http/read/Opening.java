package io.headrace.http.read;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.ServerClock;
import io.headrace.http.cursor.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Which stream is read from where when a reader opens.
 *
 * @param spec the stream, or the one that reads what is new
 * @param from in the middle of a pass
 * @param guess what of it goes by a clock that the first answer may correct; empty where nothing does
 * @param news what is to be told once that is settled; empty where nothing is
 */
record Opening(StreamSpec spec, Position from, Optional<Guess> guess, String news) {

    /**
     * A pass that was begun by the API's clock as far as it was known.
     *
     * @param ahead what was taken for the difference of the clocks
     * @param again opens it by the clock as it is known then
     */
    record Guess(Duration ahead, Supplier<Opening> again) {}

    static Opening of(StreamSpec spec, Optional<Position> start, ReadContext context) {
        Position stored = start.map(position -> fitting(spec, position, context))
                .orElseGet(() -> Position.at(Frame.first(spec.hash(), spec.noProgress()), Trail.NONE));
        if (!stored.isIdle()) {
            StreamSpec active = stored.frame().phase() == Frame.Phase.INCREMENTAL
                    ? spec.later().map(Later::stream).orElse(spec)
                    : spec;
            return new Opening(active, stored, Optional.empty(), "");
        }
        return begin(spec, stored.frame(), context);
    }

    private static Opening begin(StreamSpec spec, Frame idle, ReadContext context) {
        OptionalLong done = idle.progress().least();
        ServerClock clock = context.apiClock();
        Guess guess = new Guess(clock.ahead(), () -> begin(spec, idle, context));
        Instant now = clock.instant();
        StreamSpec active = spec;
        String news = "";
        Frame from = idle;
        if (done.isPresent() && spec.later().isPresent()) {
            Instant reached = Instant.EPOCH.plus(done.getAsLong(), ChronoUnit.MICROS);
            if (spec.later().get().forgot(reached, now)) {
                news = "Stream " + spec.name() + " was read up to " + reached
                        + ", and the feed of changes does not reach back that far: everything is read again";
                from = Frame.first(spec.hash(), spec.noProgress());
                done = OptionalLong.empty();
            } else {
                active = spec.later().get().stream();
            }
        }
        Frame.Phase phase = done.isPresent() ? Frame.Phase.INCREMENTAL : Frame.Phase.FULL;
        Cursor cursor = active.cursor();
        long upto = clock.isKnown() ? cursor.upto(active.scope(), now) : cursor.guess(active.scope(), done, now);
        Frame begun = from.begin(phase, now.toEpochMilli(), upto);
        return new Opening(
                active,
                Position.at(begun, Trail.NONE),
                cursor.tellsEnd() || spec.later().isPresent() ? Optional.of(guess) : Optional.empty(),
                news);
    }

    /** Whether this is the same as a pass that has begun: the same stream up to the same end. */
    boolean equalsPass(StreamSpec active, Frame begun) {
        return spec == active && from.frame().upto() == begun.upto();
    }

    /** The stored position, or what may be used of it when the declaration changed (R22). */
    private static Position fitting(StreamSpec spec, Position position, ReadContext context) {
        String stored = position.frame().spec();
        if (stored.equals(spec.hash())) {
            return position;
        }
        return switch (spec.options().onSpecChange()) {
            case FAIL ->
                throw HeadraceException.config("The declaration of stream " + spec.name()
                        + " changed since its position was stored (it was " + stored + " and is " + spec.hash()
                        + "). Set on.spec.change=resume to go on behind what was finished, or on.spec.change=reset to begin"
                        + " anew, or restore the declaration");
            case RESUME -> {
                context.notes()
                        .note("The declaration of stream " + spec.name()
                                + " changed: reading goes on behind what was finished");
                Frame kept = position.frame().under(spec.hash());
                boolean sliced = !(kept.progress() instanceof WholeProgress);
                yield Position.at(
                        sliced == spec.isRouted() ? kept : Frame.first(spec.hash(), spec.noProgress()), Trail.NONE);
            }
            case RESET -> {
                context.notes().note("The declaration of stream " + spec.name() + " changed: reading begins anew");
                yield Position.at(Frame.first(spec.hash(), spec.noProgress()), Trail.NONE);
            }
        };
    }
}
