package io.headrace.benchmarks.chaos;

/** Whose sinks a fault can strike. */
enum Reach {
    ALL,
    /** Those that two workers share. */
    PAIR,
    POSTGRES,
    DUCKDB,
    PARQUET;

    boolean covers(Target target) {
        return switch (this) {
            case ALL -> true;
            case PAIR -> target != Target.DUCKDB;
            case POSTGRES -> target == Target.POSTGRES;
            case DUCKDB -> target == Target.DUCKDB;
            case PARQUET -> target == Target.PARQUET;
        };
    }
}
