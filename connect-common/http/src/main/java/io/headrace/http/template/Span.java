package io.headrace.http.template;

import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.time.temporal.TemporalUnit;
import java.util.List;

/**
 * A span of time: months and years, then an exact length. A day is 24 hours, as points in time carry their offset.
 *
 * @param months years and months only
 */
record Span(Period months, Duration time) implements TemporalAmount {

    static Span of(Duration time) {
        return new Span(Period.ZERO, time);
    }

    Span negated() {
        return new Span(months.negated(), time.negated());
    }

    Span plus(Span other) {
        return new Span(months.plus(other.months), time.plus(other.time));
    }

    @Override
    public long get(TemporalUnit unit) {
        if (unit == ChronoUnit.MONTHS) {
            return months.toTotalMonths();
        }
        return time.get(unit);
    }

    @Override
    public List<TemporalUnit> getUnits() {
        return List.of(ChronoUnit.MONTHS, ChronoUnit.SECONDS, ChronoUnit.NANOS);
    }

    @Override
    public Temporal addTo(Temporal temporal) {
        Temporal moved = months.isZero() ? temporal : temporal.plus(months.toTotalMonths(), ChronoUnit.MONTHS);
        return time.isZero() ? moved : exact(moved, time);
    }

    @Override
    public Temporal subtractFrom(Temporal temporal) {
        Temporal moved = months.isZero() ? temporal : temporal.minus(months.toTotalMonths(), ChronoUnit.MONTHS);
        return time.isZero() ? moved : exact(moved, time.negated());
    }

    /** Dates take whole days only. */
    private static Temporal exact(Temporal temporal, Duration time) {
        return temporal.isSupported(ChronoUnit.SECONDS)
                ? temporal.plus(time)
                : temporal.plus(time.toDays(), ChronoUnit.DAYS);
    }

    /** As Python writes it: {@code 1 day, 0:00:00}. */
    @Override
    public String toString() {
        long days = Math.floorDiv(time.toSeconds(), 86_400L);
        long rest = Math.floorMod(time.toSeconds(), 86_400L);
        String clock = "%d:%02d:%02d".formatted(rest / 3600, rest / 60 % 60, rest % 60);
        if (time.toNanosPart() != 0) {
            clock += ".%06d".formatted(time.toNanosPart() / 1000);
        }
        String inDays = days == 0 ? "" : days + (Math.abs(days) == 1 ? " day, " : " days, ");
        return (months.isZero() ? "" : months.toTotalMonths() + " months, ") + inDays + clock;
    }
}
