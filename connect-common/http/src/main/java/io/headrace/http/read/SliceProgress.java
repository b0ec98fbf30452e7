package io.headrace.http.read;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Each slice's own progress. Beyond {@link #MOST} slices it becomes that of buckets. */
final class SliceProgress implements Progress {

    /** So many slices fit well into an offset: 16 bytes each. */
    static final int MOST = 10_000;

    private static final int SLACK = 1_000;

    private final RankLog log;
    private final int count;

    private SliceProgress(RankLog log, int count) {
        this.log = log;
        this.count = count;
    }

    static SliceProgress none() {
        return new SliceProgress(new RankLog(), 0);
    }

    @Override
    public OptionalLong of(String slice) {
        return log.latest(Hashes.of(slice));
    }

    @Override
    public Progress with(String slice, OptionalLong done, boolean over) {
        if (done.isEmpty()) {
            return this;
        }
        RankLog room = log.size() > 2 * log.distinct() + SLACK ? RankLog.of(log.first(log.size())) : log;
        int size = room.put(Hashes.of(slice), done.getAsLong());
        return room.distinct() <= MOST ? new SliceProgress(room, size) : BucketProgress.of(room.first(size));
    }

    @Override
    public Progress failed(String slice) {
        return this;
    }

    @Override
    public Progress ended() {
        return this;
    }

    @Override
    public OptionalLong least() {
        return log.first(count).values().stream().mapToLong(Long::longValue).min();
    }

    @Override
    public long characters() {
        return 1 + Longs.characters(2L * Math.min(count, log.distinct()));
    }

    @Override
    public String text() {
        Map<Long, Long> entries = log.first(count);
        long[] numbers = new long[entries.size() * 2];
        int i = 0;
        for (Map.Entry<Long, Long> entry : entries.entrySet()) {
            numbers[i++] = entry.getKey();
            numbers[i++] = entry.getValue();
        }
        return "s" + Longs.text(numbers);
    }

    static SliceProgress parse(String text) {
        long[] numbers = Longs.parse(text);
        Map<Long, Long> entries = new LinkedHashMap<>();
        for (int i = 0; i + 1 < numbers.length; i += 2) {
            entries.put(numbers[i], numbers[i + 1]);
        }
        RankLog log = RankLog.of(entries);
        return new SliceProgress(log, log.size());
    }
}
