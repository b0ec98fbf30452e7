package io.headrace.http.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A response has nothing at the place where records are looked for. It may be that the API leaves the field out where there is nothing.
 *
 * @param path where they are looked for
 * @param there what the response has at the place where the path ends
 * @param lists the lists of objects that it has elsewhere
 */
public record MissingRecords(List<String> path, String there, List<Found> lists) {

    /**
     * A list of objects.
     *
     * @param path where it is
     * @param fields the names of its first object's fields
     */
    public record Found(List<String> path, Set<String> fields) {

        /** Lists that APIs put beside records. */
        private static final Set<String> OTHERS = Set.of(
                "links",
                "_links",
                "errors",
                "warnings",
                "messages",
                "notices",
                "facets",
                "filters",
                "sort",
                "columns",
                "fields",
                "included",
                "aggregations");

        /** Whether its name is none that lists beside records have. */
        public boolean mayBeRecords() {
            return path.isEmpty() || !OTHERS.contains(path.get(path.size() - 1));
        }
    }

    private static final int DEEPEST = 4;
    private static final int MOST_NAMES = 10;
    private static final int LONGEST_NAME = 60;

    /** What is missing; empty where the response has something at the path, a null or an empty list too, or holds nothing at all. */
    static Optional<MissingRecords> in(@Nullable Object response, List<String> path) {
        @Nullable Object here = response;
        for (int i = 0; i < path.size(); i++) {
            if (here instanceof Map<?, ?> fields && fields.containsKey(path.get(i))) {
                here = fields.get(path.get(i));
            } else if (here == null
                    || isNothing(here)
                    || here instanceof List<?> && path.get(i).matches("-?\\d+")) {
                return Optional.empty();
            } else {
                List<Found> lists = new ArrayList<>();
                collect(response, List.of(), lists);
                return Optional.of(new MissingRecords(
                        path, place(path.subList(0, i)) + has(here, path.get(i)), List.copyOf(lists)));
            }
        }
        return Optional.empty();
    }

    private static boolean isNothing(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty() || value instanceof List<?> list && list.isEmpty();
    }

    private static String place(List<String> steps) {
        return steps.isEmpty() ? "the response" : pointer(steps);
    }

    private static String has(Object value, String step) {
        if (value instanceof List<?>) {
            return " is a list";
        }
        if (!(value instanceof Map<?, ?> fields)) {
            return " is a single value";
        }
        String names = fields.keySet().stream()
                .limit(MOST_NAMES)
                .map(MissingRecords::shown)
                .collect(Collectors.joining(", "));
        return " has no '" + step + "', but " + names + (fields.size() > MOST_NAMES ? ", …" : "");
    }

    private static void collect(@Nullable Object value, List<String> path, List<Found> lists) {
        if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?> first) {
            lists.add(
                    new Found(path, first.keySet().stream().map(String::valueOf).collect(Collectors.toSet())));
        } else if (value instanceof Map<?, ?> map && path.size() < DEEPEST) {
            map.forEach((name, child) -> {
                List<String> below = new ArrayList<>(path);
                below.add(String.valueOf(name));
                collect(child, below, lists);
            });
        }
    }

    private static String pointer(List<String> steps) {
        return steps.stream()
                .map(step -> "/" + shown(step).replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /** A name for people: an API may have data as names. */
    private static String shown(@Nullable Object name) {
        String clean = String.valueOf(name).replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME) + "…";
    }

    /** What is wrong, with the place where the records seem to be: the first list that is taken for them. */
    public String text(Predicate<Found> isLikely) {
        String what = "nothing is found at " + pointer(path) + ": " + there + ". ";
        return what
                + lists.stream()
                        .filter(isLikely)
                        .findFirst()
                        .map(MissingRecords::mend)
                        .orElse(
                                "If the API leaves that out where it has no records, all is well; otherwise correct records"
                                        + " (field_path of the extractor)");
    }

    private static String mend(Found list) {
        return list.path().isEmpty()
                ? "The whole body is a list of records, it seems: leave records out (field_path of the extractor)"
                : "The records seem to be at " + pointer(list.path())
                        + ": set records to that (field_path of the extractor)";
    }
}
