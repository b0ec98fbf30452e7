package io.headrace.http.read;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** A map from hashes to ranks that many immutable values share: entries are only added, and a value knows how many of them are its own. Added to by one thread; {@link #first} may be asked by another one. */
final class RankLog {

    // Connect makes the texts of offsets on a thread of its own, which must see what was copied into a longer array.
    private volatile long[] hashes = new long[16];
    private volatile long[] ranks = new long[16];
    private int size = 0;
    private final Map<Long, Long> latest = new HashMap<>();

    static RankLog of(Map<Long, Long> entries) {
        RankLog log = new RankLog();
        entries.forEach(log::put);
        return log;
    }

    /** Sets an entry. Answers how many entries there are then. */
    int put(long hash, long rank) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            ranks = Arrays.copyOf(ranks, size * 2);
        }
        hashes[size] = hash;
        ranks[size] = rank;
        latest.put(hash, rank);
        return ++size;
    }

    OptionalLong latest(long hash) {
        Long rank = latest.get(hash);
        return rank == null ? OptionalLong.empty() : OptionalLong.of(rank);
    }

    int distinct() {
        return latest.size();
    }

    int size() {
        return size;
    }

    /** What the first entries say. */
    Map<Long, Long> first(int count) {
        Map<Long, Long> first = new LinkedHashMap<>();
        long[] names = hashes;
        long[] values = ranks;
        for (int i = 0; i < count; i++) {
            first.put(names[i], values[i]);
        }
        return first;
    }
}
