package io.headrace.core.record;

/** Sentinels for the points in time that lie outside every calendar. */
public final class Temporals {

    /** {@code infinity} of a Postgres timestamp, as microseconds. */
    public static final long POSITIVE_INFINITY = Long.MAX_VALUE;

    /** {@code -infinity} of a Postgres timestamp, as microseconds. */
    public static final long NEGATIVE_INFINITY = Long.MIN_VALUE;

    /** {@code infinity} of a Postgres date, as days. */
    public static final int DATE_POSITIVE_INFINITY = Integer.MAX_VALUE;

    /** {@code -infinity} of a Postgres date, as days. */
    public static final int DATE_NEGATIVE_INFINITY = Integer.MIN_VALUE;

    public static final long MICROS_PER_DAY = 86_400_000_000L;

    private Temporals() {}
}
