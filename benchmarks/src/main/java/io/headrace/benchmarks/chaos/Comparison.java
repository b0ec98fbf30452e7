package io.headrace.benchmarks.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares rows, by name and content, with those that should be there. */
final class Comparison {

    private static final int EXAMPLES = 20;

    private final String place;
    private final Map<String, String> expected;
    private final Set<String> seen = new HashSet<>();
    private final List<String> examples = new ArrayList<>();
    private long doubled;
    private long differing;

    /**
     * @param place the table or the files, for the report
     * @param expected the content of each row by the name of the row: its key, or its partition and offset
     */
    Comparison(String place, Map<String, String> expected) {
        this.place = place;
        this.expected = Map.copyOf(expected);
    }

    /**
     * What was found.
     *
     * @param rows that should be there
     * @param lost rows that are not there
     * @param doubled rows that are there once more than they should
     * @param differing rows that should not be there at all, or with another content
     * @param examples the first of all of them
     */
    record Verdict(String place, long rows, long lost, long doubled, long differing, List<String> examples) {

        Verdict {
            examples = List.copyOf(examples);
        }

        boolean isGood() {
            return lost == 0 && doubled == 0 && differing == 0;
        }
    }

    /** A row is there. */
    void found(String name, String content) {
        String wanted = expected.get(name);
        if (wanted == null) {
            differing++;
            example(name + " should not be there: " + content);
        } else if (!wanted.equals(content)) {
            differing++;
            example(name + " is " + content + " instead of " + wanted);
        }
        if (!seen.add(name)) {
            doubled++;
            example(name + " is there again: " + content);
        }
    }

    /** {@return the verdict, once all rows were found} */
    Verdict verdict() {
        Map<String, String> missing = new HashMap<>(expected);
        missing.keySet().removeAll(seen);
        missing.forEach((name, content) -> example(name + " is lost: " + content));
        return new Verdict(place, expected.size(), missing.size(), doubled, differing, examples);
    }

    private void example(String text) {
        if (examples.size() < EXAMPLES) {
            examples.add(place + ": " + text);
        }
    }
}
