package io.headrace.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds keys that are surely mistakes: unknown ones under our prefixes, and ones spelt nearly like ours. Values play no part. */
final class UnknownKeys {

    /** Keys of the Connect runtime (ConnectorConfig, SinkConnectorConfig, SourceConnectorConfig and TaskConfig of Kafka 4.3). */
    private static final Set<String> PLATFORM_KEYS = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            "tasks.max",
            "tasks.max.enforce",
            "task.class",
            "topics",
            "topics.regex",
            "key.converter",
            "value.converter",
            "header.converter",
            "transforms",
            "predicates",
            "config.action.reload",
            "exactly.once.support",
            "transaction.boundary",
            "offsets.storage.topic");

    private static final List<String> PLATFORM_PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "errors.",
            "consumer.override.",
            "producer.override.",
            "admin.override.",
            "transaction.boundary.",
            "topic.creation.");

    private UnknownKeys() {}

    /** The problem of each mistaken key, in the order of the keys. */
    static Map<String, String> of(Settings settings, Set<String> given) {
        List<String> ours = settings.asList().stream().map(Setting::key).toList();
        Map<String, String> problems = new LinkedHashMap<>();
        for (String key : new TreeSet<>(given)) {
            if (settings.find(key).isEmpty() && !isOfOthers(settings, key)) {
                suggestion(ours, key)
                        .ifPresent(nearest -> problems.put(
                                key,
                                "there is no such setting; the nearest is " + nearest
                                        + ". Rename the key or remove it."));
            }
        }
        return problems;
    }

    private static boolean isOfOthers(Settings settings, String key) {
        return PLATFORM_KEYS.contains(key)
                || PLATFORM_PREFIXES.stream().anyMatch(key::startsWith)
                || settings.passthroughs().stream().anyMatch(p -> key.startsWith(p.prefix()));
    }

    private static Optional<String> suggestion(List<String> ours, String key) {
        String head = head(key);
        boolean underOurs = ours.stream().anyMatch(own -> !head.isEmpty() && head.equals(head(own)));
        List<String> candidates = new ArrayList<>(ours);
        if (!underOurs) {
            candidates.addAll(new TreeSet<>(PLATFORM_KEYS));
        }
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .filter(nearest -> underOurs || distance(key, nearest) <= tolerance(key));
    }

    /** Case, dots, dashes and underscores do not count. */
    private static int distance(String a, String b) {
        return EditDistance.between(plain(a), plain(b));
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** How many slips make a near miss: short words are near to too much. */
    private static int tolerance(String key) {
        int length = key.length();
        return length < 5 ? 1 : length < 12 ? 2 : 3;
    }

    private static String head(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? "" : key.substring(0, dot);
    }
}
