package io.headrace.benchmarks.data;

/**
 * One generated column.
 *
 * @param name its name, in the record and in every target
 * @param kind what it holds
 * @param nullable whether some rows have no value
 */
public record Column(String name, Kind kind, boolean nullable) {
    static Column of(String name, Kind kind) {
        return new Column(name, kind, false);
    }

    static Column nullable(String name, Kind kind) {
        return new Column(name, kind, true);
    }
}
