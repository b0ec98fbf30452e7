package io.headrace.testkit.simulate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How a run's sink is set up.
 *
 * @param inSourceOrder whether positions in the source decide which change of a key is the last one. Topics then get more partitions as time goes by
 * @param failsOnGaps whether records that Kafka no longer has stop the task
 */
record Setup(Mode mode, Deletes deletes, boolean inSourceOrder, boolean failsOnGaps, int flushRows) {

    /** What a delete does. */
    enum Deletes {
        HARD,
        SOFT,
        IGNORE
    }

    private static final int LARGEST_FLUSH = 30;

    static Setup random(Mode mode, Random random) {
        Deletes[] some = {Deletes.HARD, Deletes.HARD, Deletes.SOFT, Deletes.SOFT, Deletes.IGNORE};
        Deletes deletes = some[random.nextInt(some.length)];
        boolean inSourceOrder = mode == Mode.MERGE && deletes != Deletes.HARD && random.nextBoolean();
        return new Setup(mode, deletes, inSourceOrder, random.nextBoolean(), 1 + random.nextInt(LARGEST_FLUSH));
    }

    /** Whether rows that were deleted stay, and say so. */
    boolean marksDeletes() {
        return mode == Mode.MERGE && deletes == Deletes.SOFT;
    }

    Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("write.mode", mode == Mode.MERGE ? "merge" : "append");
        config.put("delete.mode", deletes.name().toLowerCase(Locale.ROOT));
        config.put("merge.order", inSourceOrder ? "source" : "offset");
        config.put("delivery", mode == Mode.AT_LEAST_ONCE ? "at_least_once" : "exactly_once");
        config.put("on.gap", failsOnGaps ? "fail" : "continue");
        config.put("flush.interval.ms", "1000");
        config.put("flush.rows", Integer.toString(flushRows));
        config.put("retry.first.ms", "50");
        config.put("retry.longest.ms", "2000");
        config.put("truncate.mode", "fail");
        return config;
    }
}
