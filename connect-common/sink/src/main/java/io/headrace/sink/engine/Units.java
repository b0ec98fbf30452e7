package io.headrace.sink.engine;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.SourcePosition;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The units of a load that wait for their commit. The ranges of one partition follow each other without a hole, in this order, through all units; so a unit that was dropped takes
 * what follows of its partitions with it.
 */
final class Units {

    private final Function<SinkRecord, LedgerEntry.LastRecord> fingerprint;
    private final Deque<List<PartitionSlice>> waiting = new ArrayDeque<>();

    /** How many commits there were when a partition was last moved to the end. */
    private final Map<LedgerKey, Long> deferred = new HashMap<>();

    private long commits;

    Units(Function<SinkRecord, LedgerEntry.LastRecord> fingerprint) {
        this.fingerprint = fingerprint;
    }

    void add(List<PartitionSlice> unit) {
        waiting.add(unit);
    }

    void addFirst(List<PartitionSlice> unit) {
        waiting.addFirst(unit);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<PartitionSlice> next() {
        return waiting.remove();
    }

    void committed() {
        commits++;
    }

    /** Takes out what waits of these partitions. */
    List<PartitionSlice> drop(Set<LedgerKey> keys) {
        List<PartitionSlice> dropped = new ArrayList<>();
        int units = waiting.size();
        for (int i = 0; i < units; i++) {
            List<PartitionSlice> kept = new ArrayList<>();
            for (PartitionSlice slice : waiting.remove()) {
                (keys.contains(slice.key()) ? dropped : kept).add(slice);
            }
            if (!kept.isEmpty()) {
                waiting.add(kept);
            }
        }
        return dropped;
    }

    /**
     * Puts the unit back in two halves, each with its own ranges.
     *
     * @param counted of its records those that make the halves equal; at least two
     */
    void split(List<PartitionSlice> unit, Set<BufferedRecord> counted) {
        int[] taken = half(unit, counted);
        List<PartitionSlice> first = new ArrayList<>();
        List<PartitionSlice> second = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            PartitionSlice slice = unit.get(i);
            if (taken[i] == slice.records().size()) {
                first.add(slice);
            } else if (taken[i] == 0) {
                second.add(slice);
            } else {
                PartitionSlice.Halves halves = slice.cutAt(taken[i], fingerprint);
                first.add(halves.first());
                second.add(halves.second());
            }
        }
        waiting.addFirst(second);
        waiting.addFirst(first);
    }

    /** How many records of each slice are in the first half: in each partition by offset, across partitions as the source or else Kafka dates them. */
    private static int[] half(List<PartitionSlice> unit, Set<BufferedRecord> counted) {
        int[] taken = new int[unit.size()];
        int wanted = counted.size() / 2;
        while (wanted > 0) {
            int earliest = -1;
            for (int i = 0; i < taken.length; i++) {
                if (taken[i] < unit.get(i).records().size()
                        && (earliest < 0 || isBefore(head(unit, taken, i), head(unit, taken, earliest)))) {
                    earliest = i;
                }
            }
            if (counted.contains(unit.get(earliest).records().get(taken[earliest]))) {
                wanted--;
            }
            taken[earliest]++;
        }
        return taken;
    }

    private static ChangeRecord head(List<PartitionSlice> unit, int[] taken, int slice) {
        return unit.get(slice).records().get(taken[slice]).change();
    }

    private static boolean isBefore(ChangeRecord one, ChangeRecord other) {
        @Nullable SourcePosition mine = one.position();
        @Nullable SourcePosition theirs = other.position();
        return mine != null && theirs != null
                ? mine.compareTo(theirs) < 0
                : one.timestamp() >= 0 && one.timestamp() < other.timestamp();
    }

    /**
     * Lets the other partitions go first: the order across partitions is not known, and one of them may bring what these records need. Not again before something was committed.
     *
     * @return false when nothing can come of it
     */
    boolean defer(PartitionSlice slice) {
        LedgerKey key = slice.key();
        boolean others = waiting.stream()
                .flatMap(Collection::stream)
                .anyMatch(other -> !other.key().equals(key));
        if (!others || Long.valueOf(commits).equals(deferred.put(key, commits))) {
            return false;
        }
        List<PartitionSlice> following = drop(Set.of(key));
        waiting.addLast(List.of(slice));
        following.forEach(each -> waiting.addLast(List.of(each)));
        return true;
    }

    /**
     * Joins the slice to what follows it, so that its end costs no commit of its own.
     *
     * @return false when nothing of the partition follows
     */
    boolean joinToFollowing(PartitionSlice slice) {
        boolean joined = false;
        int units = waiting.size();
        for (int i = 0; i < units; i++) {
            List<PartitionSlice> unit = new ArrayList<>();
            for (PartitionSlice other : waiting.remove()) {
                boolean follows = !joined && other.key().equals(slice.key());
                unit.add(follows ? slice.joined(other) : other);
                joined |= follows;
            }
            waiting.add(unit);
        }
        return joined;
    }
}
