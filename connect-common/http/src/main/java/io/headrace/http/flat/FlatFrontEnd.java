package io.headrace.http.flat;

import io.headrace.core.config.EditDistance;
import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Values;
import io.headrace.http.declare.Declaration;
import io.headrace.http.flat.StreamSettings.CursorType;
import io.headrace.http.flat.StreamSettings.Pagination;
import io.headrace.http.flat.StreamSettings.ParentErrors;
import io.headrace.http.manifest.StreamRules;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Place;
import io.headrace.http.spec.Problem;
import io.headrace.http.spec.SpecException;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Makes a declaration of the flat keys. */
public final class FlatFrontEnd {

    private final Values api;
    private final Problems problems;
    private final Map<String, Values> streams = new LinkedHashMap<>();
    private final Map<String, Component> made = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();

    private FlatFrontEnd(Values api, Problems problems) {
        this.api = api;
        this.problems = problems;
    }

    /**
     * The declaration; what is wrong is added to the problems, and then there is none.
     *
     * @param names the streams
     */
    public static Optional<Declaration> read(
            Values values, List<String> names, Map<String, String> properties, Problems problems) {
        return new FlatFrontEnd(values, problems).read(names, properties);
    }

    /** The topic that a stream names for itself. */
    public static Optional<String> topic(String stream, Map<String, String> properties) {
        return Optional.ofNullable(
                properties.get(ApiSettings.STREAM_PREFIX + stream + "." + StreamSettings.TOPIC.key()));
    }

    private Optional<Declaration> read(List<String> names, Map<String, String> properties) {
        int before = problems.messages().size();
        if (api.get(ApiSettings.URL).isEmpty()) {
            problems.add(
                    ApiSettings.URL,
                    "it is missing; it must be the address of the API. Set it, or give http.manifest.");
        }
        AuthParts.check(api, problems);
        checkNames(names, properties);
        names.forEach(name -> readStream(name, properties));
        if (problems.messages().size() > before) {
            return Optional.empty();
        }
        names.forEach(name -> make(name, new LinkedHashSet<>()));
        if (problems.messages().size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Declaration(
                names.stream()
                        .flatMap(name -> Optional.ofNullable(made.get(name)).stream())
                        .toList(),
                List.of(),
                api.get(ApiSettings.RATE_LIMIT)
                        .map(text -> Component.of("HTTPAPIBudget", RateLimit.budget(text), new Place("rate.limit", 0))),
                OptionalLong.empty(),
                AuthParts.config(api),
                AuthParts.secrets(api),
                Optional.empty(),
                List.of()));
    }

    private void checkNames(List<String> names, Map<String, String> properties) {
        for (String key : new TreeMap<>(properties).keySet()) {
            if (!key.startsWith(ApiSettings.STREAM_PREFIX)) {
                continue;
            }
            String rest = key.substring(ApiSettings.STREAM_PREFIX.length());
            String name = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
            if (!names.contains(name)) {
                problems.add(
                        key,
                        "there is no stream '" + name + "'; it must be one that streams names: "
                                + String.join(", ", names) + ". Add it there or remove the key.");
            } else if (!isKnown(rest.substring(Math.min(rest.length(), name.length() + 1)))) {
                String own = rest.substring(Math.min(rest.length(), name.length() + 1));
                problems.add(
                        key,
                        "there is no such setting of a stream; the nearest is " + ApiSettings.STREAM_PREFIX + name + "."
                                + nearest(own) + ". Rename the key or remove it.");
            }
        }
    }

    private static boolean isKnown(String key) {
        return StreamSettings.ALL.find(key).isPresent()
                || key.startsWith(StreamSettings.PARAMETER_PREFIX)
                || key.startsWith(StreamSettings.HEADER_PREFIX);
    }

    private static String nearest(String key) {
        return StreamSettings.ALL.asList().stream()
                .map(Setting::key)
                .min(Comparator.comparingInt(other -> EditDistance.between(key, other)))
                .orElseThrow();
    }

    private void readStream(String name, Map<String, String> properties) {
        String prefix = ApiSettings.STREAM_PREFIX + name + ".";
        Map<String, String> own = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix) && value != null && isKnown(key.substring(prefix.length()))) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        Problems ofStream = StreamSettings.ALL.problems(own);
        ofStream.rule(values -> {
            checkPages(values, ofStream);
            checkCursor(values, ofStream);
            checkOthers(name, values, ofStream, properties);
            if (ofStream.isEmpty()) {
                streams.put(name, values);
            }
        });
        for (String message : ofStream.messages()) {
            int colon = message.indexOf(": ");
            problems.add(prefix + message.substring(0, colon), message.substring(colon + 2));
        }
    }

    private static void checkPages(Values values, Problems problems) {
        Pagination type = values.get(StreamSettings.PAGINATION);
        boolean named = values.isSet(StreamSettings.CURSOR_PATH)
                || values.isSet(StreamSettings.CURSOR_HEADER)
                || values.isSet(StreamSettings.CURSOR_RECORD);
        if ((type == Pagination.CURSOR || type == Pagination.NEXT_URL) && !named) {
            problems.add(
                    StreamSettings.CURSOR_PATH,
                    "it is missing; pages by cursor or next_url need the place of the next one. Set it, or pagination.cursor.header or pagination.cursor.record.");
        }
        if (type == Pagination.CURSOR && !values.isSet(StreamSettings.PAGE_PARAMETER)) {
            problems.add(
                    StreamSettings.PAGE_PARAMETER,
                    "it is missing; pages by cursor need the query parameter that takes it. Set it.");
        }
        if (type == Pagination.OFFSET && !values.isSet(StreamSettings.SIZE)) {
            problems.add(
                    StreamSettings.SIZE, "it is missing; pages by offset need the number of records per page. Set it.");
        }
    }

    private static void checkCursor(Values values, Problems problems) {
        boolean counts = values.get(StreamSettings.CURSOR_TYPE) == CursorType.DATETIME;
        if (values.isSet(StreamSettings.WINDOW) && !values.isSet(StreamSettings.START)) {
            problems.add(
                    StreamSettings.START,
                    "it is missing; windows of cursor.window need a time at which the first begins. Set it.");
        }
        for (Setting<?> setting : List.of(
                StreamSettings.START_PARAMETER, StreamSettings.WINDOW, StreamSettings.LOOKBACK, StreamSettings.LAG)) {
            if (values.isSet(setting) && !values.isSet(StreamSettings.CURSOR_FIELD)) {
                problems.add(setting, "it has no effect without cursor.field. Set that too, or remove it.");
            }
        }
        values.get(StreamSettings.START)
                .filter(start -> counts
                        && !start.contains("{{")
                        && !start.matches("\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?"))
                .ifPresent(
                        start -> problems.add(
                                StreamSettings.START,
                                "'" + start
                                        + "' is not allowed; it must be a date such as 2024-01-31, or a time such as 2024-01-31T12:00:00Z. Correct it."));
    }

    private static void checkOthers(String name, Values values, Problems problems, Map<String, String> properties) {
        values.get(StreamSettings.SCHEMA)
                .filter(text -> Json.parse(text).filter(Map.class::isInstance).isEmpty())
                .ifPresent(text -> problems.add(
                        StreamSettings.SCHEMA, "it is no JSON object; it must be a JSON schema. Correct it."));
        values.get(StreamSettings.IGNORED).stream()
                .filter(code -> !code.matches("[1-5][0-9]{2}"))
                .forEach(code ->
                        problems.add(StreamSettings.IGNORED, "'" + code + "' is no status code of HTTP. Correct it."));
        List<String> all = names(properties);
        values.get(StreamSettings.PARENT)
                .filter(parent -> parent.equals(name) || !all.contains(parent))
                .ifPresent(
                        parent -> problems.add(
                                StreamSettings.PARENT,
                                "'" + parent
                                        + "' is not another stream; it must be one that streams names. Add it there, or correct it."));
        if (values.get(StreamSettings.PARENT_CHANGED)
                && values.get(StreamSettings.PARENT_ERRORS) == ParentErrors.SKIP) {
            problems.add(
                    StreamSettings.PARENT_ERRORS,
                    "'skip' is not allowed together with parent.changed.only: a parent that is left out would be visited again only once it changes. Set parent.on.error=fail, or parent.changed.only=false.");
        }
        boolean asks = properties.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(ApiSettings.STREAM_PREFIX + name + "."))
                .anyMatch(entry -> !FlatParts.parentFields(String.valueOf(entry.getValue()))
                        .isEmpty());
        if (asks && values.get(StreamSettings.PARENT).isEmpty()) {
            problems.add(
                    StreamSettings.PARENT,
                    "it is missing; a placeholder {parent.…} needs a stream whose fields it means. Set it.");
        }
    }

    private static List<String> names(Map<String, String> properties) {
        return List.of(properties.getOrDefault("streams", "").trim().split("\\s*,\\s*"));
    }

    /** Makes the component of a stream, its parent's first. */
    private Optional<Component> make(String name, Set<String> children) {
        Component there = made.get(name);
        Values values = streams.get(name);
        if (there != null || values == null || refused.contains(name)) {
            return Optional.ofNullable(there);
        }
        Optional<String> parent = values.get(StreamSettings.PARENT);
        children.add(name);
        if (parent.filter(children::contains).isPresent()) {
            problems.add(
                    ApiSettings.STREAM_PREFIX + name + "." + StreamSettings.PARENT.key(),
                    "'" + parent.orElseThrow() + "' is itself a child of this stream: "
                            + String.join(", ", new ArrayList<>(children)) + " go in a circle. Correct one of them.");
            return Optional.empty();
        }
        Optional<Component> above = parent.flatMap(each -> make(each, children));
        if (parent.isPresent() && above.isEmpty()) {
            return Optional.empty();
        }
        return checked(new FlatStream(name, values, api, above));
    }

    private Optional<Component> checked(FlatStream declared) {
        try {
            Component stream = declared.component();
            List<Problem> wrong = StreamRules.problems(stream);
            if (wrong.isEmpty()) {
                made.put(declared.name(), stream);
                return Optional.of(stream);
            }
            refuse(wrong);
        } catch (SpecException e) {
            refuse(e.problems());
        }
        refused.add(declared.name());
        return Optional.empty();
    }

    private void refuse(List<Problem> wrong) {
        wrong.forEach(
                problem -> problems.add(FlatKeys.of(problem.place()), problem.what() + "; " + problem.mend() + "."));
    }
}
