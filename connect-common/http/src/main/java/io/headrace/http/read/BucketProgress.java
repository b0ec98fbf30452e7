package io.headrace.http.read;

import io.headrace.core.error.HeadraceException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The least progress of the slices in a bucket, and which slices were ever finished: one that was not begins at the start. What a pass reaches counts when it is over.
 */
final class BucketProgress implements Progress {

    static final int BUCKETS = 256;

    /** So many slices fit into an offset of 1 MB: 5 bytes each, as base64. */
    static final int MOST = 100_000;

    private static final long NOTHING = Long.MIN_VALUE;
    private static final long UNTOUCHED = Long.MAX_VALUE;

    private final long[] before;
    private final long[] after;
    private final RankLog known;
    private final int count;

    private BucketProgress(long[] before, long[] after, RankLog known, int count) {
        this.before = before;
        this.after = after;
        this.known = known;
        this.count = count;
    }

    static BucketProgress none(int buckets) {
        return new BucketProgress(filled(buckets, NOTHING), filled(buckets, UNTOUCHED), new RankLog(), 0);
    }

    private static long[] filled(int buckets, long value) {
        long[] filled = new long[buckets];
        Arrays.fill(filled, value);
        return filled;
    }

    /** The same, of slices that had their own progress. It may be in the middle of a pass: the least counts for both sides of it. */
    static BucketProgress of(Map<Long, Long> slices) {
        long[] least = filled(BUCKETS, UNTOUCHED);
        RankLog known = new RankLog();
        slices.forEach((hash, rank) -> {
            int bucket = bucket(shortened(hash), BUCKETS);
            least[bucket] = Math.min(least[bucket], rank);
            known.put(shortened(hash), 0);
        });
        long[] before = Arrays.stream(least)
                .map(rank -> rank == UNTOUCHED ? NOTHING : rank)
                .toArray();
        return new BucketProgress(before, least, known, known.size());
    }

    private static long shortened(long hash) {
        return hash >>> (Long.SIZE - 40);
    }

    private static int bucket(long shortHash, int buckets) {
        return (int) (shortHash % buckets);
    }

    @Override
    public OptionalLong of(String slice) {
        long hash = shortened(Hashes.of(slice));
        long rank = before[bucket(hash, before.length)];
        return rank == NOTHING || known.latest(hash).isEmpty() ? OptionalLong.empty() : OptionalLong.of(rank);
    }

    @Override
    public Progress with(String slice, OptionalLong done, boolean over) {
        if (!over) {
            return this;
        }
        if (done.isEmpty()) {
            return failed(slice);
        }
        long hash = shortened(Hashes.of(slice));
        int size = known.latest(hash).isPresent() ? count : remember(hash);
        return new BucketProgress(before, lowered(hash, done.getAsLong()), known, size);
    }

    private int remember(long hash) {
        if (known.distinct() >= MOST) {
            throw HeadraceException.config("A stream has more than " + MOST
                    + " slices; an offset cannot tell the new ones from the old any more. Share the stream among several readers by a"
                    + " ListPartitionRouter, or read the parents with incremental_dependency from fewer parents");
        }
        return known.put(hash, 0);
    }

    @Override
    public Progress failed(String slice) {
        long hash = shortened(Hashes.of(slice));
        long rank = before[bucket(hash, before.length)];
        return known.latest(hash).isEmpty() || rank == NOTHING
                ? this
                : new BucketProgress(before, lowered(hash, rank), known, count);
    }

    private long[] lowered(long hash, long rank) {
        int bucket = bucket(hash, before.length);
        if (after[bucket] <= rank) {
            return after;
        }
        long[] lowered = after.clone();
        lowered[bucket] = rank;
        return lowered;
    }

    @Override
    public Progress ended() {
        long[] ended = before.clone();
        for (int i = 0; i < ended.length; i++) {
            ended[i] = after[i] == UNTOUCHED ? before[i] : after[i];
        }
        return new BucketProgress(ended, filled(ended.length, UNTOUCHED), known, count);
    }

    @Override
    public OptionalLong least() {
        return Arrays.stream(before).filter(rank -> rank != NOTHING).min();
    }

    @Override
    public long characters() {
        return 16 + 2 * Longs.characters(before.length) + ShortHashes.characters(Math.min(count, known.distinct()));
    }

    @Override
    public String text() {
        String buckets = "b" + before.length;
        return count == 0
                ? buckets
                : buckets + "." + Longs.text(before) + "." + Longs.text(after) + "."
                        + ShortHashes.text(known.first(count).keySet());
    }

    static BucketProgress parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length == 1) {
            return none(Integer.parseInt(text));
        }
        RankLog known = new RankLog();
        for (long hash : ShortHashes.parse(parts[3])) {
            known.put(hash, 0);
        }
        return new BucketProgress(Longs.parse(parts[1]), Longs.parse(parts[2]), known, known.size());
    }
}
