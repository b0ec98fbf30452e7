package io.headrace.http.read;

import io.headrace.core.error.HeadraceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which stream is read from where when a reader opens.
 *
 * @param spec the stream, or the one that reads what is new
 * @param from in the middle of a pass
 */
record Opening(StreamSpec spec, Position from, ServerClock clock) {

    static Opening of(StreamSpec spec, Optional<Position> start, ReadContext context) {
        ServerClock clock = new ServerClock(context.clock());
        Position stored = start.map(position -> fitting(spec, position, context))
                .orElseGet(() -> Position.at(Frame.first(spec.hash(), spec.noProgress()), Trail.NONE));
        if (!stored.isIdle()) {
            StreamSpec active = stored.frame().phase() == Frame.Phase.INCREMENTAL
                    ? spec.later().map(Later::stream).orElse(spec)
                    : spec;
            return new Opening(active, stored, clock);
        }
        return begin(spec, stored.frame(), context, clock);
    }

    private static Opening begin(StreamSpec spec, Frame idle, ReadContext context, ServerClock clock) {
        OptionalLong done = idle.progress().least();
        Instant now = clock.now();
        StreamSpec active = spec;
        Frame from = idle;
        if (done.isPresent() && spec.later().isPresent()) {
            Instant reached = Instant.EPOCH.plus(done.getAsLong(), ChronoUnit.MICROS);
            if (spec.later().get().forgot(reached, now)) {
                context.notes()
                        .note("Stream " + spec.name() + " was read up to " + reached
                                + ", and the feed of changes does not reach back that far: everything is read again");
                from = Frame.first(spec.hash(), spec.noProgress());
                done = OptionalLong.empty();
            } else {
                active = spec.later().get().stream();
            }
        }
        Frame.Phase phase = done.isPresent() ? Frame.Phase.INCREMENTAL : Frame.Phase.FULL;
        Frame begun = from.begin(phase, now.toEpochMilli(), active.cursor().upto(active.scope(), now));
        return new Opening(active, Position.at(begun, Trail.NONE), clock);
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
