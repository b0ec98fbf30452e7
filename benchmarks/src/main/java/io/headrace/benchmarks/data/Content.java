package io.headrace.benchmarks.data;

import java.util.stream.LongStream;

/** What a target must hold once a topic of a given length was written into it. */
public final class Content {
    private Content() {}

    /** {@return the checksum where every record becomes a row} */
    public static Checksum appended(Table table, long records) {
        return Checksum.of(table, LongStream.range(0, records));
    }

    /** {@return the checksum where each order has the state of its last record} */
    public static Checksum merged(Orders orders, long records) {
        long[] last = new long[Math.toIntExact((records + 1) / 2)];
        for (long row = 0; row < records; row++) {
            last[Math.toIntExact(orders.order(row))] = row;
        }
        return Checksum.of(orders, LongStream.of(last));
    }
}
