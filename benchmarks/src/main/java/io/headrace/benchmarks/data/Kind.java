package io.headrace.benchmarks.data;

/** What a generated field is, and the Java value that stands for it in a generated row. */
public enum Kind {
    /** {@link Integer}. */
    INT32,
    /** {@link Long}. */
    INT64,
    /** A decimal with two digits after the point; {@link Long}, in hundredths. */
    DECIMAL,
    /** {@link String}. */
    TEXT,
    /** {@link Integer}, in days since 1970-01-01. */
    DATE,
    /** An instant to the millisecond; {@link Long}, in milliseconds since 1970. */
    TIMESTAMP,
    /** {@link Boolean}. */
    BOOL
}
