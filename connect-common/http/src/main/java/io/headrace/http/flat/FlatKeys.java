package io.headrace.http.flat;

import io.headrace.http.spec.Place;
import java.util.List;
import java.util.Map;

/** Finds the flat key that made a part of a component, so that people read about what they wrote. */
public final class FlatKeys {

    private static final String REQUESTER = "retriever.requester.";
    private static final String PARAMETERS = REQUESTER + "request_parameters";
    private static final String HEADERS = REQUESTER + "request_headers";
    private static final String PAGES = "retriever.paginator";
    private static final String CURSOR = "incremental_sync";

    /** By what a place begins with below its stream; the first that fits. Those of the API begin with a colon. */
    private static final List<Map.Entry<String, String>> KEYS = List.of(
            Map.entry(REQUESTER + "url_base", ":http.url"),
            Map.entry(REQUESTER + "authenticator", ":http.auth.type"),
            Map.entry(REQUESTER + "http_method", StreamSettings.METHOD.key()),
            Map.entry(REQUESTER + "path", StreamSettings.PATH.key()),
            Map.entry(REQUESTER + "request_body.value.query", StreamSettings.QUERY.key()),
            Map.entry(REQUESTER + "request_body", StreamSettings.BODY.key()),
            Map.entry(REQUESTER + "error_handler", StreamSettings.IGNORED.key()),
            Map.entry("retriever.record_selector.record_filter", StreamSettings.FILTER.key()),
            Map.entry("retriever.record_selector", StreamSettings.RECORDS_AT.key()),
            Map.entry("retriever.decoder", StreamSettings.FORMAT.key()),
            Map.entry(PAGES + ".page_token_option", StreamSettings.PAGE_PARAMETER.key()),
            Map.entry(PAGES + ".page_size_option", StreamSettings.SIZE_PARAMETER.key()),
            Map.entry(PAGES + ".pagination_strategy.page_size", StreamSettings.SIZE.key()),
            Map.entry(PAGES + ".pagination_strategy.stop_condition", StreamSettings.MORE.key()),
            Map.entry(PAGES + ".pagination_strategy.cursor_value", StreamSettings.CURSOR_PATH.key()),
            Map.entry(PAGES, StreamSettings.PAGINATION.key()),
            Map.entry("retriever.partition_router", StreamSettings.PARENT.key()),
            Map.entry(CURSOR + ".start_time_option", StreamSettings.START_PARAMETER.key()),
            Map.entry(CURSOR + ".start_value_option", StreamSettings.START_PARAMETER.key()),
            Map.entry(CURSOR + ".start", StreamSettings.START.key()),
            Map.entry(CURSOR + ".end_time_option", StreamSettings.END_PARAMETER.key()),
            Map.entry(CURSOR + ".step", StreamSettings.WINDOW.key()),
            Map.entry(CURSOR + ".lookback_window", StreamSettings.LOOKBACK.key()),
            Map.entry(CURSOR + ".lag", StreamSettings.LAG.key()),
            Map.entry(CURSOR + ".cursor_granularity", StreamSettings.GRANULARITY.key()),
            Map.entry(CURSOR + ".datetime_format", StreamSettings.CURSOR_FORMAT.key()),
            Map.entry(CURSOR + ".cursor_datetime_formats", StreamSettings.RECORD_FORMATS.key()),
            Map.entry(CURSOR, StreamSettings.CURSOR_FIELD.key()),
            Map.entry("primary_key", StreamSettings.KEY.key()),
            Map.entry("transformations", StreamSettings.REMOVED.key()),
            Map.entry("schema_loader", StreamSettings.SCHEMA.key()),
            Map.entry("deletes", StreamSettings.DELETED.key()));

    private FlatKeys() {}

    /** The key for a place in the component of a stream; the beginning of the stream's keys, or the place itself, where there is none. */
    public static String of(Place place) {
        String path = place.path();
        if (!path.startsWith(ApiSettings.STREAM_PREFIX)) {
            return path;
        }
        int dot = path.indexOf('.', ApiSettings.STREAM_PREFIX.length());
        String stream = dot < 0 ? path : path.substring(0, dot);
        String below = dot < 0 ? "" : path.substring(dot + 1);
        if (below.startsWith(PARAMETERS)) {
            return stream + ".params" + name(below.substring(PARAMETERS.length()));
        }
        if (below.startsWith(HEADERS)) {
            return stream + ".headers" + name(below.substring(HEADERS.length()));
        }
        return KEYS.stream()
                .filter(entry -> below.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .map(key -> key.startsWith(":") ? key.substring(1) : stream + "." + key)
                .findFirst()
                .orElse(stream);
    }

    /** {@code .since} of {@code .since}, and of {@code ['created[gte]']} what stands between the quotes. */
    private static String name(String step) {
        return step.startsWith("['")
                ? "." + step.substring(2).replaceFirst("'](.*)$", "").replace("\\'", "'")
                : step.replaceFirst("[\\[].*$", "");
    }
}
