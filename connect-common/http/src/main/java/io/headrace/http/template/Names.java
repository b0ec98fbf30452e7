package io.headrace.http.template;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names that templates may use; which of them have a value depends on where the template stands. */
final class Names {

    static final String CONFIG = "config";
    static final String STREAM_SLICE = "stream_slice";

    /** Other names of the slice, for a scope that does not tell them apart. */
    static final Set<String> SLICES = Set.of("stream_interval", "stream_partition");

    private static final Set<String> EVERYWHERE = Set.of(
            CONFIG,
            "parameters",
            STREAM_SLICE,
            "stream_interval",
            "stream_partition",
            "stream_state",
            "next_page_token",
            "response",
            "headers",
            "record",
            "last_record",
            "last_page_size",
            "creation_response",
            "polling_response",
            "download_target",
            "parent_slice",
            "components_values",
            "stream_template",
            "stream_template_config",
            "session_token",
            "property",
            "query_properties",
            "raw_schema");

    private static final Map<String, Set<String>> WITHIN = Map.of(
            "HmacAuthenticator",
            Set.of("timestamp", "method", "path", "query", "host", "body", "body_sha256", "signature"));

    private Names() {}

    /** The names for templates of a type of component; an empty type has none of its own. */
    static Set<String> within(String componentType) {
        Set<String> names = new TreeSet<>(EVERYWHERE);
        names.addAll(WITHIN.getOrDefault(componentType, Set.of()));
        return names;
    }
}
