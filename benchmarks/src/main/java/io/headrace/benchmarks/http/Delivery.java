package io.headrace.benchmarks.http;

import java.util.Locale;

/** What a worker promises of a source's records. */
public enum Delivery {
    EXACTLY_ONCE,
    AT_LEAST_ONCE;

    /** {@return the name as results print it} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
