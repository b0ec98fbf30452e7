package io.headrace.benchmarks.http;

import io.headrace.testkit.shop.Coverage;
import io.headrace.testkit.shop.StreamTopics.Arrived;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What topics hold of a shop that was read to its end by workers that were killed.
 *
 * @param records all of them, each partition and offset once
 * @param covered how many of them stored offsets had covered before the last kill; with exactly-once that is all
 * @param lost records as the API has them at the end, that are not in the topics
 * @param doubled versions of records that came again
 * @param differing records that are not as the API ever had them
 * @param disordered records that came behind a newer version of the same
 * @param uncalledFor those doubled that an offset had covered: all of them with exactly-once
 */
public record Findings(
        int records,
        int covered,
        List<String> lost,
        List<String> doubled,
        List<String> differing,
        List<String> disordered,
        List<String> uncalledFor) {

    /** Of no shop at all. */
    static final Findings NONE = new Findings(0, 0, List.of(), List.of(), List.of(), List.of(), List.of());

    /** Which version of which record of which stream. */
    private record Version(String stream, int id, int version) {}

    /**
     * What was found with exactly-once.
     *
     * @param latest the records as the API has them at the end
     * @param told each version of each record that the API ever had
     * @param arrived what the topics hold, each in its order
     */
    static Findings exactlyOnce(Set<String> latest, Set<String> told, Map<String, List<Arrived>> arrived) {
        return of(latest, told, all(arrived), all(arrived).size(), doubled(all(arrived)));
    }

    /** What was found without exactly-once. */
    static Findings atLeastOnce(
            Set<String> latest, Set<String> told, Map<String, List<Arrived>> arrived, Coverage coverage) {
        return of(latest, told, all(arrived), coverage.covered(), coverage.repeated(arrived));
    }

    private static Findings of(
            Set<String> latest, Set<String> told, List<Arrived> all, int covered, List<String> uncalledFor) {
        List<String> texts = all.stream().map(Arrived::text).toList();
        return new Findings(
                all.size(),
                covered,
                lost(latest, texts),
                doubled(all),
                texts.stream().filter(text -> !told.contains(text)).toList(),
                disordered(all),
                uncalledFor);
    }

    /** {@return these and others of another shop} */
    Findings and(Findings more) {
        return new Findings(
                records + more.records,
                covered + more.covered,
                together(lost, more.lost),
                together(doubled, more.doubled),
                together(differing, more.differing),
                together(disordered, more.disordered),
                together(uncalledFor, more.uncalledFor));
    }

    private static List<String> together(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** {@return whether all is as it must be; where offsets covered nothing, nothing was shown} */
    public boolean isGood() {
        return covered > 0 && lost.isEmpty() && differing.isEmpty() && disordered.isEmpty() && uncalledFor.isEmpty();
    }

    /** {@return the records that are not among those that arrived} */
    static List<String> lost(Set<String> latest, List<String> arrived) {
        Set<String> missing = new TreeSet<>(latest);
        arrived.forEach(missing::remove);
        return List.copyOf(missing);
    }

    private static List<String> doubled(List<Arrived> all) {
        Set<Version> once = new HashSet<>();
        return all.stream()
                .filter(record -> !once.add(new Version(record.stream(), record.id(), record.version())))
                .map(Arrived::text)
                .toList();
    }

    private static List<String> disordered(List<Arrived> all) {
        Map<Version, Integer> newest = new HashMap<>();
        return all.stream()
                .filter(record ->
                        newest.merge(new Version(record.stream(), record.id(), 0), record.version(), Math::max)
                                > record.version())
                .map(Arrived::text)
                .toList();
    }

    private static List<Arrived> all(Map<String, List<Arrived>> arrived) {
        return arrived.values().stream().flatMap(List::stream).toList();
    }
}
