package io.headrace.testkit.shop;

import io.headrace.testkit.shop.StreamTopics.Arrived;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stored offsets had covered whenever a worker died, and so must not come again. Used by one thread. */
public final class Coverage {

    /**
     * How much of a stream had arrived when a worker died.
     *
     * @param covered how many of these records the stored offset had covered
     */
    private record Crash(int arrived, int covered) {}

    private final Map<String, List<Crash>> crashes = new LinkedHashMap<>();

    /**
     * Notes a worker's end.
     *
     * @param arrived what has arrived of each stream, with its offsets
     * @param stored the offsets that were stored, by stream, as {@link StreamTopics#stored} gives them
     */
    public void crashed(Map<String, List<Arrived>> arrived, Map<String, String> stored) {
        arrived.forEach((stream, records) -> {
            List<String> offsets = records.stream().map(Arrived::offset).toList();
            int covered = offsets.lastIndexOf(stored.getOrDefault(stream, "none")) + 1;
            crashes.computeIfAbsent(stream, none -> new ArrayList<>()).add(new Crash(offsets.size(), covered));
        });
    }

    /** {@return how many records offsets had covered before the last crash; while there is none, nothing is shown} */
    public int covered() {
        return crashes.values().stream()
                .mapToInt(all -> all.get(all.size() - 1).covered())
                .sum();
    }

    /** {@return the records that came twice before the first crash, or again although an offset had covered them} */
    public List<String> repeated(Map<String, List<Arrived>> arrived) {
        List<String> repeated = new ArrayList<>();
        crashes.forEach((stream, all) -> {
            List<String> texts = arrived.getOrDefault(stream, List.of()).stream()
                    .map(Arrived::text)
                    .toList();
            Set<String> once = new HashSet<>();
            texts.subList(0, all.get(0).arrived()).stream()
                    .filter(text -> !once.add(text))
                    .forEach(repeated::add);
            repeated.addAll(uncalledFor(texts, all));
        });
        return repeated;
    }

    private static List<String> uncalledFor(List<String> texts, List<Crash> crashes) {
        List<String> found = new ArrayList<>();
        Set<String> covered = new HashSet<>();
        int from = 0;
        for (int i = 0; i < crashes.size(); i++) {
            Crash crash = crashes.get(i);
            // What came before an earlier crash and was not covered then is covered only once it has come again.
            covered.addAll(texts.subList(from, Math.max(from, crash.covered())));
            from = crash.arrived();
            int to = i + 1 < crashes.size() ? crashes.get(i + 1).arrived() : texts.size();
            texts.subList(from, to).stream().filter(covered::contains).forEach(found::add);
        }
        return found;
    }
}
