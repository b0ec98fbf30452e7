package io.headrace.duckdb;

/** DuckDB has no form for a value. The message follows "cannot hold" and does not say the value. */
final class ValueRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ValueRefusedException(String what) {
        super(what);
    }
}
