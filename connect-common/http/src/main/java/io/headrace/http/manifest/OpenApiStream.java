package io.headrace.http.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path that lists records.
 *
 * @param parameters of its GET
 * @param answer the schema of the whole answer
 * @param records names of the fields that lead to the list; empty if the answer is the list, or one record
 * @param record the schema of one record
 * @param operation the GET
 */
record OpenApiStream(
        String name,
        String path,
        List<Map<String, @Nullable Object>> parameters,
        Map<String, @Nullable Object> answer,
        List<String> records,
        @Nullable Object record,
        Map<String, @Nullable Object> operation) {

    private static final int MOST_WRAPPERS = 5;

    private static final List<String> LIKELY = List.of(
            "data",
            "items",
            "results",
            "records",
            "values",
            "value",
            "entries",
            "list",
            "content",
            "elements",
            "objects",
            "result",
            "rows",
            "nodes");

    /** Empty if the path answers with one record of a list that another path may give. */
    static Optional<OpenApiStream> of(
            OpenApiDocument document,
            String path,
            List<Map<String, @Nullable Object>> parameters,
            Map<String, @Nullable Object> answer,
            Map<String, @Nullable Object> operation) {
        if (document.isArray(answer)) {
            return Optional.of(
                    new OpenApiStream("", path, parameters, answer, List.of(), answer.get("items"), operation));
        }
        Optional<List<String>> list = list(document, answer, lastWord(path), MOST_WRAPPERS);
        if (list.isPresent()) {
            Object at = answer;
            for (String step : list.get()) {
                at = document.properties(at).get(step);
            }
            Object record = document.object(at).get("items");
            return Optional.of(new OpenApiStream("", path, parameters, answer, list.get(), record, operation));
        }
        return path.endsWith("}")
                ? Optional.empty()
                : Optional.of(new OpenApiStream("", path, parameters, answer, List.of(), answer, operation));
    }

    /**
     * The way to the list of records in an answer that is an object.
     *
     * @param wrappers how many objects may stand around it
     */
    private static Optional<List<String>> list(OpenApiDocument document, Object schema, String word, int wrappers) {
        Map<String, @Nullable Object> properties = document.properties(schema);
        List<String> lists = new ArrayList<>();
        properties.forEach((name, property) -> {
            if (document.isArray(property)
                    && document.isObject(document.object(property).get("items"))) {
                lists.add(name);
            }
        });
        for (String likely : lists) {
            if (PagingGuess.bare(likely).equals(PagingGuess.bare(word))
                    || LIKELY.contains(likely.toLowerCase(Locale.ROOT))) {
                return Optional.of(List.of(likely));
            }
        }
        for (String wrapper : List.of("data", "result", "results", "_embedded", "response")) {
            if (wrappers > 0
                    && document.isObject(properties.get(wrapper))
                    && !document.isArray(properties.get(wrapper))) {
                Optional<List<String>> inner =
                        list(document, properties.getOrDefault(wrapper, Map.of()), word, wrappers - 1);
                if (inner.isPresent()) {
                    List<String> whole = new ArrayList<>(List.of(wrapper));
                    whole.addAll(inner.get());
                    return Optional.of(whole);
                }
            }
        }
        boolean record = properties.containsKey("id");
        return lists.size() == 1 && !record ? Optional.of(lists) : Optional.empty();
    }

    OpenApiStream named(String itsName) {
        return new OpenApiStream(itsName, path, parameters, answer, records, record, operation);
    }

    String shortName() {
        return snake(lastWord(path));
    }

    /** With the singular of the word before: order_items. */
    String longName() {
        List<String> words = words(path);
        if (words.size() < 2) {
            return shortName();
        }
        return singular(snake(words.get(words.size() - 2))) + "_" + shortName();
    }

    static String lastWord(String path) {
        List<String> words = words(path);
        return words.isEmpty() ? "root" : words.get(words.size() - 1);
    }

    /** The steps of a path that are neither parameters nor versions. */
    private static List<String> words(String path) {
        return Arrays.stream(path.split("/"))
                .filter(step -> !step.isEmpty() && !step.contains("{") && !step.matches("v\\d+(\\.\\d+)*|api|rest"))
                .map(step -> step.replaceFirst("\\.(json|xml)$", ""))
                .toList();
    }

    static String snake(String word) {
        return word.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_+|_+$", "")
                .toLowerCase(Locale.ROOT);
    }

    static String singular(String word) {
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.matches(".*(sses|xes|ches|shes)")) {
            return word.substring(0, word.length() - 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }

    /** The field that identifies a record, if one is likely to. */
    Optional<String> primaryKey(OpenApiDocument document) {
        Map<String, @Nullable Object> properties = document.properties(record);
        String one = singular(shortName());
        for (String likely :
                List.of("id", one + "_id", "uuid", "guid", "key", "_id", one + "_key", "number", "code", "slug")) {
            for (String property : properties.keySet()) {
                if (snake(property).equals(snake(likely)) && !document.isObject(properties.get(property))) {
                    return Optional.of(property);
                }
            }
        }
        return Optional.empty();
    }
}
