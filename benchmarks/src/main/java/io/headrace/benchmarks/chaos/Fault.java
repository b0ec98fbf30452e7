package io.headrace.benchmarks.chaos;

/** A way to break the stack. */
enum Fault {
    /** SIGKILL; the worker is started again after a while. */
    KILL(Tally.KILLS, 0, 2_000, Reach.ALL),
    /** SIGSTOP until the others have taken over, then SIGCONT after a while. */
    FREEZE(Tally.ZOMBIES, 0, 2_000, Reach.PAIR),
    /** A worker leaves in good order and comes back. */
    LEAVE(Tally.REBALANCES, 500, 3_000, Reach.PAIR),
    /** A foreign consumer joins a sink's group, is dealt partitions, and leaves. */
    INTRUDE(Tally.REBALANCES, 500, 2_000, Reach.ALL),
    /** Another connector is created and deleted. */
    COMPANY(Tally.REBALANCES, 500, 2_000, Reach.PAIR),
    BROKER_RESTART(Tally.OUTAGES, 0, 4_000, Reach.ALL),
    POSTGRES_RESTART(Tally.OUTAGES, 0, 4_000, Reach.POSTGRES),
    /** Every piece of data on the way to Postgres and back is late. */
    SLOW_LINE(Tally.OUTAGES, 3_000, 8_000, Reach.POSTGRES),
    /** Connections to Postgres are cut and refused. */
    CUT_LINE(Tally.OUTAGES, 100, 4_000, Reach.POSTGRES),
    /** Connections to Postgres stay open and no byte comes through; then they are cut. */
    DEAD_LINE(Tally.OUTAGES, 2_000, 15_000, Reach.POSTGRES),
    FULL_LAKE(Tally.OUTAGES, 1_000, 5_000, Reach.PARQUET),
    FULL_WAREHOUSE(Tally.OUTAGES, 1_000, 5_000, Reach.DUCKDB),
    /** The one worker of DuckDB stands still for longer than its consumers may. */
    STALL(Tally.OUTAGES, 11_000, 15_000, Reach.DUCKDB),
    TASKS_MAX(Tally.CHANGES, 0, 0, Reach.PAIR),
    RESTART(Tally.CHANGES, 0, 0, Reach.ALL),
    PAUSE(Tally.CHANGES, 1_000, 4_000, Reach.ALL),
    STOP(Tally.CHANGES, 1_000, 4_000, Reach.ALL),
    /** The source's table gets another column, or a wider one. */
    ALTER(Tally.CHANGES, 0, 0, Reach.ALL);

    private final Tally tally;
    private final int shortestMillis;
    private final int longestMillis;
    private final Reach reach;

    Fault(Tally tally, int shortestMillis, int longestMillis, Reach reach) {
        this.tally = tally;
        this.shortestMillis = shortestMillis;
        this.longestMillis = longestMillis;
        this.reach = reach;
    }

    Tally tally() {
        return tally;
    }

    int shortestMillis() {
        return shortestMillis;
    }

    int longestMillis() {
        return longestMillis;
    }

    Reach reach() {
        return reach;
    }
}
