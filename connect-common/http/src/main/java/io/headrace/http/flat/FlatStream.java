package io.headrace.http.flat;

import io.headrace.core.config.Values;
import io.headrace.http.flat.StreamSettings.CursorType;
import io.headrace.http.flat.StreamSettings.Pagination;
import io.headrace.http.flat.StreamSettings.ParentErrors;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Place;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream of the flat keys, and the component that it is.
 *
 * @param api the keys that all streams share
 * @param parent the stream for each of whose records this one is read
 */
record FlatStream(String name, Values values, Values api, Optional<Component> parent) {

    private static final List<String> ISO = List.of(
            "%Y-%m-%dT%H:%M:%SZ",
            "%Y-%m-%dT%H:%M:%S.%fZ",
            "%Y-%m-%dT%H:%M:%S%z",
            "%Y-%m-%dT%H:%M:%S.%f%z",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%d %H:%M:%S",
            "%Y-%m-%d",
            "%s");

    /** @throws io.headrace.http.spec.SpecException with every problem */
    Component component() {
        Map<String, @Nullable Object> stream =
                FlatParts.part("DeclarativeStream", "name", name, "retriever", retriever());
        List<Object> key = new ArrayList<>();
        values.get(StreamSettings.KEY).forEach(field -> key.add(FlatParts.path(field)));
        if (!key.isEmpty()) {
            stream.put("primary_key", key);
        }
        values.get(StreamSettings.CURSOR_FIELD).ifPresent(field -> stream.put("incremental_sync", cursor(field)));
        List<Object> transformations = transformations();
        if (!transformations.isEmpty()) {
            stream.put("transformations", transformations);
        }
        values.get(StreamSettings.SCHEMA)
                .flatMap(Json::parse)
                .ifPresent(
                        schema -> stream.put("schema_loader", FlatParts.part("InlineSchemaLoader", "schema", schema)));
        values.get(StreamSettings.DELETED)
                .ifPresent(
                        field -> stream.put("deletes", FlatParts.part("Deletes", "field_path", FlatParts.path(field))));
        return Component.ofJson(stream, new Place(ApiSettings.STREAM_PREFIX + name, 0));
    }

    private Map<String, @Nullable Object> retriever() {
        Map<String, @Nullable Object> retriever = FlatParts.part(
                "SimpleRetriever",
                "requester",
                requester(),
                "record_selector",
                selector(),
                "decoder",
                FlatParts.part(decoder()));
        if (values.get(StreamSettings.PAGINATION) != Pagination.NONE) {
            retriever.put("paginator", FlatPages.of(values));
        }
        List<Object> routers = routers();
        if (!routers.isEmpty()) {
            retriever.put("partition_router", routers);
        }
        return retriever;
    }

    private String decoder() {
        return switch (values.get(StreamSettings.FORMAT)) {
            case JSON -> "JsonDecoder";
            case JSONL -> "JsonlDecoder";
            case CSV -> "CsvDecoder";
            case XML -> "XmlDecoder";
        };
    }

    private Map<String, @Nullable Object> requester() {
        String path = values.get(StreamSettings.PATH).orElse("/" + name);
        boolean posts = values.get(StreamSettings.QUERY).isPresent();
        Map<String, @Nullable Object> requester = FlatParts.part(
                "HttpRequester",
                "url_base",
                api.get(ApiSettings.URL).map(Object::toString).orElse(""),
                "path",
                filled(path),
                "http_method",
                posts ? "POST" : values.get(StreamSettings.METHOD).name());
        put(requester, "request_parameters", values.withPrefix(StreamSettings.PARAMETER_PREFIX));
        Map<String, String> headers = new LinkedHashMap<>(api.withPrefix(ApiSettings.HEADER_PREFIX));
        headers.putAll(values.withPrefix(StreamSettings.HEADER_PREFIX));
        put(requester, "request_headers", headers);
        body().ifPresent(body -> requester.put("request_body", body));
        AuthParts.component(api).ifPresent(auth -> requester.put("authenticator", auth));
        List<Object> ignored = new ArrayList<>();
        values.get(StreamSettings.IGNORED).forEach(code -> ignored.add(Long.parseLong(code)));
        if (!ignored.isEmpty()) {
            Map<String, @Nullable Object> filter =
                    FlatParts.part("HttpResponseFilter", "http_codes", ignored, "action", "IGNORE");
            requester.put("error_handler", FlatParts.part("DefaultErrorHandler", "response_filters", List.of(filter)));
        }
        return requester;
    }

    private void put(Map<String, @Nullable Object> requester, String field, Map<String, String> entries) {
        Map<String, Object> filled = new LinkedHashMap<>();
        entries.forEach((key, value) -> filled.put(key, filled(value)));
        if (!filled.isEmpty()) {
            requester.put(field, filled);
        }
    }

    private Optional<Map<String, @Nullable Object>> body() {
        Optional<String> query = values.get(StreamSettings.QUERY);
        if (query.isPresent()) {
            return Optional.of(FlatParts.part(
                    "RequestBodyGraphQL", "value", FlatParts.part("RequestBodyGraphQlQuery", "query", query.get())));
        }
        return values.get(StreamSettings.BODY)
                .map(text -> Json.parse(filled(text))
                        .filter(Map.class::isInstance)
                        .map(object -> FlatParts.part("RequestBodyJsonObject", "value", object))
                        .orElseGet(() -> FlatParts.part("RequestBodyPlainText", "value", filled(text))));
    }

    private Map<String, @Nullable Object> selector() {
        Map<String, @Nullable Object> selector = FlatParts.part(
                "RecordSelector",
                "extractor",
                FlatParts.part(
                        "DpathExtractor",
                        "field_path",
                        FlatParts.path(values.get(StreamSettings.RECORDS_AT).orElse(""))));
        values.get(StreamSettings.FILTER)
                .ifPresent(condition ->
                        selector.put("record_filter", FlatParts.part("RecordFilter", "condition", condition)));
        return selector;
    }

    private Map<String, @Nullable Object> cursor(String field) {
        if (values.get(StreamSettings.CURSOR_TYPE) == CursorType.NUMBER) {
            Map<String, @Nullable Object> count = FlatParts.part("IncrementingCountCursor", "cursor_field", field);
            values.get(StreamSettings.START).ifPresent(start -> count.put("start_value", start));
            values.get(StreamSettings.START_PARAMETER)
                    .ifPresent(parameter -> count.put("start_value_option", FlatParts.parameter(parameter)));
            return count;
        }
        String start = values.get(StreamSettings.START).orElse("1970-01-01");
        String form = start.matches("\\d{4}-\\d{2}-\\d{2}") ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%SZ";
        Map<String, @Nullable Object> cursor = FlatParts.part(
                "DatetimeBasedCursor",
                "cursor_field",
                field,
                "datetime_format",
                values.get(StreamSettings.CURSOR_FORMAT),
                "cursor_datetime_formats",
                formats(),
                "start_datetime",
                FlatParts.part("MinMaxDatetime", "datetime", start, "datetime_format", form));
        Optional<String> asked = values.get(StreamSettings.START_PARAMETER);
        asked.ifPresent(parameter -> cursor.put("start_time_option", FlatParts.parameter(parameter)));
        if (asked.isEmpty()) {
            cursor.put("is_client_side_incremental", true);
        }
        values.get(StreamSettings.END_PARAMETER)
                .ifPresent(parameter -> cursor.put("end_time_option", FlatParts.parameter(parameter)));
        values.get(StreamSettings.WINDOW).ifPresent(length -> {
            cursor.put("step", length);
            cursor.put("cursor_granularity", values.get(StreamSettings.GRANULARITY));
        });
        values.get(StreamSettings.LOOKBACK).ifPresent(length -> cursor.put("lookback_window", length));
        values.get(StreamSettings.LAG).ifPresent(length -> cursor.put("lag", length));
        return cursor;
    }

    private List<String> formats() {
        List<String> given = values.get(StreamSettings.RECORD_FORMATS);
        if (!given.isEmpty()) {
            return given;
        }
        Set<String> common = new LinkedHashSet<>();
        common.add(values.get(StreamSettings.CURSOR_FORMAT));
        common.addAll(ISO);
        return List.copyOf(common);
    }

    private List<Object> transformations() {
        List<Object> all = new ArrayList<>();
        if (!values.get(StreamSettings.PARENT_FIELDS).isEmpty()) {
            List<Object> added = new ArrayList<>();
            values.get(StreamSettings.PARENT_FIELDS)
                    .forEach(field -> added.add(FlatParts.part(
                            "AddedFieldDefinition",
                            "path",
                            List.of("parent_" + field),
                            "value",
                            "{{ " + FlatParts.parentField(field, parentKey()) + " }}")));
            all.add(FlatParts.part("AddFields", "fields", added));
        }
        List<Object> removed = new ArrayList<>();
        values.get(StreamSettings.REMOVED).forEach(field -> removed.add(FlatParts.path(field)));
        if (!removed.isEmpty()) {
            all.add(FlatParts.part("RemoveFields", "field_pointers", removed));
        }
        if (values.get(StreamSettings.FLATTENED)) {
            all.add(FlatParts.part("FlattenFields"));
        }
        if (values.get(StreamSettings.SNAKE)) {
            all.add(FlatParts.part("KeysToSnakeCase"));
        }
        return all;
    }

    private List<Object> routers() {
        List<Object> routers = new ArrayList<>();
        parent.ifPresent(stream -> routers.add(substreams(stream)));
        List<String> parts = values.get(StreamSettings.PARTITION_VALUES);
        if (!parts.isEmpty()) {
            Map<String, @Nullable Object> list =
                    FlatParts.part("ListPartitionRouter", "values", parts, "cursor_field", "part");
            values.get(StreamSettings.PARTITION_PARAMETER)
                    .ifPresent(parameter -> list.put("request_option", FlatParts.parameter(parameter)));
            routers.add(list);
        }
        return routers;
    }

    private Map<String, @Nullable Object> substreams(Component stream) {
        Map<String, @Nullable Object> router =
                FlatParts.part("SubstreamPartitionRouter", "parent_stream_configs", List.of(parentConfig(stream)));
        if (values.get(StreamSettings.PARENT_BUCKETS) > 1) {
            router.put("buckets", values.get(StreamSettings.PARENT_BUCKETS).longValue());
        }
        return router;
    }

    private Map<String, @Nullable Object> parentConfig(Component stream) {
        String key = parentKey();
        Map<String, @Nullable Object> config = FlatParts.part(
                "ParentStreamConfig",
                "stream",
                stream.toJson(),
                "parent_key",
                key,
                "partition_field",
                FlatParts.partitionField(key),
                "incremental_dependency",
                values.get(StreamSettings.PARENT_CHANGED),
                "on_error",
                values.get(StreamSettings.PARENT_ERRORS) == ParentErrors.SKIP ? "skip" : "fail");
        List<Object> extra = new ArrayList<>();
        fieldsOfParent().stream().filter(field -> !field.equals(key)).forEach(field -> extra.add(List.of(field)));
        if (!extra.isEmpty()) {
            config.put("extra_fields", extra);
        }
        return config;
    }

    private Set<String> fieldsOfParent() {
        Set<String> fields = new LinkedHashSet<>();
        values.get(StreamSettings.PATH).ifPresent(path -> fields.addAll(FlatParts.parentFields(path)));
        values.withPrefix(StreamSettings.PARAMETER_PREFIX)
                .values()
                .forEach(text -> fields.addAll(FlatParts.parentFields(text)));
        values.get(StreamSettings.BODY).ifPresent(text -> fields.addAll(FlatParts.parentFields(text)));
        fields.addAll(values.get(StreamSettings.PARENT_FIELDS));
        return fields;
    }

    /** The field that tells parents apart: as set, or the first that a request names. */
    private String parentKey() {
        return values.get(StreamSettings.PARENT_KEY)
                .orElseGet(() -> fieldsOfParent().stream().findFirst().orElse("id"));
    }

    private String filled(String text) {
        return FlatParts.filled(text, parentKey());
    }
}
