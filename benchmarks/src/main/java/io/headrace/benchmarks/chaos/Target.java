package io.headrace.benchmarks.chaos;

/** Where the rows go. */
enum Target {
    POSTGRES,
    DUCKDB,
    PARQUET
}
