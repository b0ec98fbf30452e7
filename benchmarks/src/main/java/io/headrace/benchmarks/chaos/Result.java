package io.headrace.benchmarks.chaos;

import io.headrace.benchmarks.chaos.Comparison.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How it ended.
 *
 * @param stuck the sinks that did not make all durable in time
 * @param failed the sinks of which a task was seen failed
 * @param deadLetters records there, of which there must be none
 */
record Result(
        Plan plan,
        Map<Tally, Integer> counts,
        List<Verdict> verdicts,
        Set<String> stuck,
        Set<String> failed,
        long deadLetters) {

    boolean isGood() {
        return stuck.isEmpty()
                && failed.isEmpty()
                && deadLetters == 0
                && verdicts.stream().allMatch(Verdict::isGood);
    }

    /** {@return the line that scripts read} */
    String line() {
        return String.format(
                Locale.ROOT,
                "CHAOS seed=%d minutes=%s %s records=%d lost=%d doubled=%d differing=%d failed=%d stuck=%d dead_letters=%d",
                plan.seed(),
                minutes(plan.length()),
                Tally.text(counts),
                verdicts.stream().mapToLong(Verdict::rows).max().orElse(0),
                verdicts.stream().mapToLong(Verdict::lost).sum(),
                verdicts.stream().mapToLong(Verdict::doubled).sum(),
                verdicts.stream().mapToLong(Verdict::differing).sum(),
                failed.size(),
                stuck.size(),
                deadLetters);
    }

    private static String minutes(Duration length) {
        double minutes = length.toSeconds() / 60.0;
        return minutes == Math.rint(minutes) ? Long.toString(length.toMinutes()) : Double.toString(minutes);
    }
}
