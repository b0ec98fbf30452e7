package io.headrace.http.read;

import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of records that were emitted and may come again, because the next pass asks from a rank on that they have or exceed (R02). Bounded: of more than {@link #MOST} the greatest ranks
 * stay, and the others may be emitted twice; none is lost.
 */
final class Boundary {

    /** How many records are remembered. */
    static final int MOST = 512;

    static final Boundary NONE = new Boundary(new long[0], new long[0]);

    private final long[] hashes;
    private final long[] ranks;
    private final long greatest;
    private @Nullable Set<Long> known;

    private Boundary(long[] hashes, long[] ranks) {
        this.hashes = hashes;
        this.ranks = ranks;
        this.greatest = Arrays.stream(ranks).max().orElse(Long.MIN_VALUE);
    }

    /** The greatest ranks of so many, at or above a least one. */
    static Boundary of(long[] hashes, long[] ranks, long least) {
        long threshold = threshold(ranks, least);
        long[] keptHashes = new long[Math.min(MOST, hashes.length)];
        long[] keptRanks = new long[keptHashes.length];
        int kept = 0;
        for (boolean equal : new boolean[] {false, true}) {
            for (int i = 0; i < hashes.length && kept < keptHashes.length; i++) {
                if (equal ? ranks[i] == threshold : ranks[i] > threshold) {
                    keptHashes[kept] = hashes[i];
                    keptRanks[kept++] = ranks[i];
                }
            }
        }
        return new Boundary(Arrays.copyOf(keptHashes, kept), Arrays.copyOf(keptRanks, kept));
    }

    /** The rank above which everything has room. */
    private static long threshold(long[] ranks, long least) {
        if (ranks.length <= MOST) {
            return least;
        }
        long[] sorted = ranks.clone();
        Arrays.sort(sorted);
        return Math.max(least, sorted[sorted.length - MOST]);
    }

    /** Both, at or above a least rank. Of a record that an earlier one holds as it was, only the later is kept: it may become again what it was. */
    Boundary and(Boundary earlier, long least) {
        Set<Long> own = new HashSet<>();
        for (long hash : hashes) {
            own.add(Entry.identity(hash));
        }
        long[] allHashes = joined(hashes, earlier.hashes);
        long[] allRanks = joined(ranks, earlier.ranks);
        int count = hashes.length;
        for (int i = 0; i < earlier.hashes.length; i++) {
            if (!own.contains(Entry.identity(earlier.hashes[i]))) {
                allHashes[count] = earlier.hashes[i];
                allRanks[count++] = earlier.ranks[i];
            }
        }
        return of(Arrays.copyOf(allHashes, count), Arrays.copyOf(allRanks, count), least);
    }

    /** Whether a record of that rank may be among them. */
    boolean reaches(OptionalLong rank) {
        return rank.isPresent() && hashes.length > 0 && rank.getAsLong() <= greatest;
    }

    static long[] joined(long[] some, long[] more) {
        long[] both = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, both, some.length, more.length);
        return both;
    }

    boolean contains(long hash) {
        Set<Long> set = known;
        if (set == null) {
            set = new HashSet<>();
            for (long each : hashes) {
                set.add(each);
            }
            known = set;
        }
        return set.contains(hash);
    }

    boolean isEmpty() {
        return hashes.length == 0;
    }

    int size() {
        return hashes.length;
    }

    String text() {
        return Longs.text(joined(hashes, ranks));
    }

    static Boundary parse(String text) {
        long[] both = Longs.parse(text);
        int half = both.length / 2;
        return new Boundary(Arrays.copyOf(both, half), Arrays.copyOfRange(both, half, 2 * half));
    }
}
