package io.headrace.source.http.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of the values of a field: declared, or learnt from what came. Immutable. */
sealed interface Shape {

    /** Values that are one thing. */
    enum Scalar implements Shape {
        /** Nothing but null came yet. */
        UNKNOWN,
        BOOLEAN,
        /** Whole numbers of 64 bits. */
        INTEGER,
        /** Numbers that a 64-bit float holds with all their digits. */
        NUMBER,
        /** Anything: texts as they are, numbers with their digits, objects and lists as JSON. */
        TEXT,
        /** Only declared, never learnt: {@code 2024-01-31}. */
        DATE,
        /** Only declared, never learnt: ISO 8601, to the millisecond. */
        TIMESTAMP
    }

    /** Only declared, never learnt: numbers with so many digits behind the point. */
    record Decimal(int scale) implements Shape {}

    /** Lists. */
    record Items(Shape item) implements Shape {}

    /** Objects; their fields in the order in which they became known. */
    record Fields(Map<String, Shape> fields) implements Shape {

        static final Fields NONE = new Fields(Map.of());

        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
