package io.headrace.http.route;

import io.headrace.http.spec.Component;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Shares the slices of a {@code SubstreamPartitionRouter} out to several readers by a hash of what identifies them.
 *
 * @param name under which a reader is told its bucket
 */
record Buckets(String name, int count) {

    static Buckets of(Component substream) {
        long count = substream.number("buckets");
        if (count < 1 || count > 10_000) {
            throw substream.refuse("buckets", count + " parts cannot be read", "Use a whole number from 1 to 10000");
        }
        String parent = substream.children("parent_stream_configs").get(0).text("partition_field");
        return new Buckets("bucket of " + parent, (int) count);
    }

    /** The readers' buckets. Their number is part of them, so that none goes on with the position of another share. */
    List<String> all() {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> number + " of " + count)
                .toList();
    }

    /** Whether a slice belongs to a reader; every slice to a reader without a bucket. */
    boolean has(Slice slice, Map<String, String> fixed) {
        @Nullable String mine = fixed.get(name);
        if (mine == null || count == 1) {
            return true;
        }
        CRC32 hash = new CRC32();
        hash.update(slice.identity().getBytes(StandardCharsets.UTF_8));
        return mine.equals(1 + hash.getValue() % count + " of " + count);
    }
}
