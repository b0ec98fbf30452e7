package io.headrace.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One benchmark's outcome.
 *
 * @param name the benchmark
 * @param table the generated table
 * @param converter what the records were written in
 * @param rows the records in the topic
 * @param ours our measurements
 * @param limit the limit's
 * @param peer the peer's, or null where there is none
 */
public record Result(
        String name,
        String table,
        String converter,
        long rows,
        Series ours,
        Series limit,
        @Nullable Series peer) {

    /**
     * The turns of one contender.
     *
     * @param name the contender
     * @param rowsPerSecond one per turn, in their order
     * @param peakRssMb one per turn, in their order
     * @param cpuSeconds one per turn, in their order
     */
    public record Series(String name, List<Double> rowsPerSecond, List<Double> peakRssMb, List<Double> cpuSeconds) {
        public Series {
            rowsPerSecond = List.copyOf(rowsPerSecond);
            peakRssMb = List.copyOf(peakRssMb);
            cpuSeconds = List.copyOf(cpuSeconds);
        }

        public double speed() {
            return median(rowsPerSecond);
        }

        double rss() {
            return median(peakRssMb);
        }
    }

    /** {@return the median, which for an even number of values is the mean of the middle two} */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** {@return how many times the peer's speed ours is; empty without a peer} */
    public Optional<Double> ratio() {
        return Optional.ofNullable(peer).map(other -> ours.speed() / other.speed());
    }

    /** {@return which part of the limit's speed ours is} */
    public double ofLimit() {
        return ours.speed() / limit.speed();
    }

    /** {@return the line that is printed; {@code none} stands where there is no peer} */
    public String line() {
        return "RESULT name=" + name
                + " rows=" + rows
                + " ours=" + whole(ours.speed())
                + " peer=" + (peer == null ? "none" : peer.name() + ":" + whole(peer.speed()))
                + " ratio=" + ratio().map(Result::hundredths).orElse("none")
                + " limit=" + whole(limit.speed())
                + " of_limit=" + hundredths(ofLimit())
                + " rss_mb=" + whole(ours.rss())
                + " peer_rss_mb=" + (peer == null ? "none" : whole(peer.rss()))
                + " runs=" + ours.rowsPerSecond().size()
                + " converter=" + converter
                + " table=" + table;
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
