package io.headrace.http.read;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A record of a page that passed filters and transformations.
 *
 * @param hash of the slice, the key and the cursor; of the whole record where the stream has no key
 */
record Entry(
        String stream,
        Map<String, @Nullable Object> record,
        Map<String, @Nullable Object> key,
        Op op,
        long hash,
        OptionalLong rank) {}
