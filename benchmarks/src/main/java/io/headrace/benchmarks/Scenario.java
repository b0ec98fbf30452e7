package io.headrace.benchmarks;

import io.headrace.benchmarks.data.Checksum;
import io.headrace.benchmarks.data.Content;
import io.headrace.benchmarks.data.LineItem;
import io.headrace.benchmarks.data.Orders;
import io.headrace.benchmarks.data.Table;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be measured. */
enum Scenario {
    SINK_POSTGRES_APPEND("sink-postgres-append", 2_000_000),
    SINK_POSTGRES_MERGE("sink-postgres-merge", 1_000_000),
    SINK_DUCKDB_APPEND("sink-duckdb-append", 2_000_000),
    SINK_PARQUET("sink-parquet", 2_000_000);

    private static final long SEED = 20_260_101;

    private final String label;
    private final long rows;

    Scenario(String label, long rows) {
        this.label = label;
        this.rows = rows;
    }

    /** {@return the scenario of that name} */
    static Scenario of(String label) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no benchmark '" + label + "'; there are " + names()));
    }

    /** {@return what can be measured, in words} */
    static String names() {
        return Arrays.stream(values()).map(Scenario::label).collect(Collectors.joining(", "))
                + ", start, cdc-throughput and cdc-latency";
    }

    String label() {
        return label;
    }

    /** {@return how many records, unless told otherwise} */
    long rows() {
        return rows;
    }

    Table table() {
        return keyed() ? new Orders(SEED) : new LineItem(SEED);
    }

    /** {@return whether records have keys, and replace each other in the target} */
    boolean keyed() {
        return this == SINK_POSTGRES_MERGE;
    }

    boolean needsPostgres() {
        return this == SINK_POSTGRES_APPEND || this == SINK_POSTGRES_MERGE;
    }

    /** {@return what a target must hold in the end} */
    Checksum expected(long records) {
        return keyed() ? Content.merged(new Orders(SEED), records) : Content.appended(table(), records);
    }
}
