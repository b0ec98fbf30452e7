package io.headrace.http.read;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A record of a page that passed filters and transformations.
 *
 * @param hash of the slice, the key, the cursor and whether the record is gone; of the whole record where the stream has no key
 * @param mayRestate whether it may come again changed although its key and cursor are the same
 */
record Entry(
        String stream,
        Map<String, @Nullable Object> record,
        Map<String, @Nullable Object> key,
        Op op,
        long hash,
        OptionalLong rank,
        boolean mayRestate) {

    /** How many bits of a mark are of what the record holds; the others tell it from other records. */
    private static final int CONTENT_BITS = 24;

    private static final long CONTENT = (1L << CONTENT_BITS) - 1;

    /** What the next pass recognises the record by: its hash, or what it holds as well. */
    long mark() {
        return mayRestate ? restated() : hash;
    }

    /** A hash of the record as it is. */
    long restated() {
        return hash & ~CONTENT | Hashes.mix(Hashes.of(record), op == Op.DELETE ? 1 : 0) & CONTENT;
    }

    /** The hash of a deletion, given that of the record which is gone. */
    static long gone(long hash) {
        return hash ^ 1;
    }

    /** What marks of one record have in common, whatever it holds. */
    static long identity(long mark) {
        return mark >>> CONTENT_BITS;
    }
}
