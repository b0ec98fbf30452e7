package io.headrace.http.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes one stream of an OpenAPI document as a component. */
final class OpenApiStreamWriter {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final List<String> SINCE = List.of(
            "updatedsince",
            "modifiedsince",
            "since",
            "updatedafter",
            "modifiedafter",
            "updatedatmin",
            "updatedfrom",
            "updatedgte",
            "updatedatgte",
            "ifmodifiedsince",
            "startdate",
            "createdsince",
            "createdafter",
            "createdatmin",
            "createdgte");
    private static final List<String> CURSORS = List.of(
            "updated_at",
            "modified_at",
            "last_modified",
            "updated",
            "modified",
            "last_updated",
            "last_modified_at",
            "modified_date",
            "updated_date",
            "created_at",
            "created",
            "created_date");

    private final OpenApiDocument document;
    private final OpenApiStream stream;
    private final Map<String, OpenApiStream> byPath;
    private final ImportedSettings settings;
    private final List<String> notes;

    OpenApiStreamWriter(
            OpenApiDocument document,
            OpenApiStream stream,
            Map<String, OpenApiStream> byPath,
            ImportedSettings settings,
            List<String> notes) {
        this.document = document;
        this.stream = stream;
        this.byPath = byPath;
        this.settings = settings;
        this.notes = notes;
    }

    Map<String, Object> write() {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "DeclarativeStream");
        component.put("name", stream.name());
        Optional<String> key = stream.primaryKey(document);
        if (key.isPresent()) {
            component.put("primary_key", key.get());
        } else {
            notes.add(stream.name() + " has no primary key: none of its fields looks like one.");
        }
        component.put("retriever", retriever());
        cursor().ifPresent(cursor -> component.put("incremental_sync", cursor));
        component.put("schema_loader", schemaLoader());
        return component;
    }

    private Map<String, Object> retriever() {
        Map<String, Object> retriever = new LinkedHashMap<>();
        retriever.put("type", "SimpleRetriever");
        Map<String, Object> requester = new LinkedHashMap<>();
        requester.put("$ref", "#/definitions/requester");
        Optional<Parent> parent = parent(stream.path());
        requester.put("path", path(parent));
        Map<String, Object> parameters = requiredParameters();
        if (!parameters.isEmpty()) {
            requester.put("request_parameters", parameters);
        }
        retriever.put("requester", requester);
        Map<String, Object> extractor = new LinkedHashMap<>();
        extractor.put("type", "DpathExtractor");
        extractor.put("field_path", stream.records());
        retriever.put("record_selector", Map.of("type", "RecordSelector", "extractor", extractor));
        if (isList()) {
            retriever.put("paginator", paging().paginator());
        }
        parent.ifPresent(found -> retriever.put("partition_router", router(found)));
        return retriever;
    }

    private boolean isList() {
        return !stream.records().isEmpty() || document.isArray(stream.answer());
    }

    private PagingGuess paging() {
        String key = stream.primaryKey(document).orElse("id");
        boolean links = document.answersWithLinks(stream.operation());
        return new PagingGuess(document, stream.parameters(), stream.answer(), key, links);
    }

    /**
     * A stream that gives the values of a path's last parameter.
     *
     * @param prefix the path up to and with that parameter
     */
    private record Parent(OpenApiStream stream, String parameter, String prefix) {

        String partitionField() {
            return OpenApiStream.snake(parameter);
        }
    }

    private Optional<Parent> parent(String path) {
        Matcher parameters = PARAMETER.matcher(path);
        int from = -1;
        String name = "";
        while (parameters.find()) {
            from = parameters.start();
            name = parameters.group(1);
        }
        if (from < 1) {
            return Optional.empty();
        }
        OpenApiStream collection = byPath.get(path.substring(0, from - 1));
        String prefix = path.substring(0, path.indexOf('}', from) + 1);
        return collection == null || path.charAt(from - 1) != '/'
                ? Optional.empty()
                : Optional.of(new Parent(collection, name, prefix));
    }

    /** The path with its parameters as templates: values of parents, or settings. */
    private String path(Optional<Parent> nearest) {
        Map<String, String> values = new LinkedHashMap<>();
        Optional<Parent> parent = nearest;
        String where = "stream_slice";
        while (parent.isPresent()) {
            values.put(
                    parent.get().parameter(),
                    "{{ " + where + "['" + parent.get().partitionField() + "'] }}");
            parent = parent(parent.get().stream().path());
            where += "['parent_slice']";
        }
        Matcher parameters = PARAMETER.matcher(stream.path());
        StringBuilder path = new StringBuilder();
        while (parameters.find()) {
            String name = parameters.group(1);
            String value = values.getOrDefault(name, "");
            if (value.isEmpty()) {
                String setting =
                        settings.text(OpenApiStream.snake(name), "The " + name + " in the path " + stream.path() + ".");
                value = "{{ config['" + setting + "'] }}";
            }
            parameters.appendReplacement(path, Matcher.quoteReplacement(value));
        }
        return parameters.appendTail(path).toString();
    }

    private Map<String, Object> router(Parent parent) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("type", "ParentStreamConfig");
        config.put(
                "stream",
                "#/streams/"
                        + List.copyOf(byPath.keySet()).indexOf(parent.stream().path()));
        config.put("parent_key", parentKey(parent));
        config.put("partition_field", parent.partitionField());
        return Map.of("type", "SubstreamPartitionRouter", "parent_stream_configs", List.of(config));
    }

    private String parentKey(Parent parent) {
        Map<String, @Nullable Object> fields =
                document.properties(parent.stream().record());
        String one = OpenApiStream.singular(parent.stream().shortName());
        String bare = parent.partitionField().startsWith(one + "_")
                ? parent.partitionField().substring(one.length() + 1)
                : parent.partitionField();
        for (String likely : List.of(parent.partitionField(), bare)) {
            for (String field : fields.keySet()) {
                if (OpenApiStream.snake(field).equals(likely)) {
                    return field;
                }
            }
        }
        return parent.stream().primaryKey(document).orElse("id");
    }

    /** Parameters that must be given, and that neither paging nor the cursor gives. */
    private Map<String, Object> requiredParameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> parameter : stream.parameters()) {
            if (!Boolean.TRUE.equals(parameter.get("required"))
                    || !"query".equals(parameter.get("in"))
                    || !(parameter.get("name") instanceof String name)
                    || isList() && paging().uses(name)
                    || since().map(name::equals).orElse(false)) {
                continue;
            }
            Object byDefault = document.ofSchema(parameter, "default");
            if (byDefault != null) {
                parameters.put(name, byDefault);
            } else {
                String setting = settings.text(
                        OpenApiStream.snake(name), "The parameter " + name + " of " + stream.path() + ".");
                parameters.put(name, "{{ config['" + setting + "'] }}");
            }
        }
        return parameters;
    }

    private Optional<String> since() {
        List<String> names = new ArrayList<>();
        for (Map<String, @Nullable Object> parameter : stream.parameters()) {
            if ("query".equals(parameter.get("in")) && parameter.get("name") instanceof String name) {
                names.add(name);
            }
        }
        return SINCE.stream()
                .flatMap(since ->
                        names.stream().filter(name -> PagingGuess.bare(name).equals(since)))
                .findFirst();
    }

    private Optional<Map<String, Object>> cursor() {
        Map<String, @Nullable Object> fields = document.properties(stream.record());
        Optional<String> field = CURSORS.stream()
                .flatMap(cursor -> fields.keySet().stream()
                        .filter(name -> OpenApiStream.snake(name).equals(cursor))
                        .filter(name -> "date-time"
                                .equals(document.object(fields.get(name)).get("format"))))
                .findFirst();
        if (field.isEmpty() || since().isEmpty() || !isList()) {
            return Optional.empty();
        }
        settings.startDate();
        notes.add(stream.name() + " is read from " + field.get() + " on, through the parameter " + since().get() + ".");
        Map<String, Object> cursor = new LinkedHashMap<>();
        cursor.put("type", "DatetimeBasedCursor");
        cursor.put("cursor_field", field.get());
        cursor.put("datetime_format", "%Y-%m-%dT%H:%M:%SZ");
        cursor.put("cursor_datetime_formats", List.of("%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z"));
        cursor.put(
                "start_datetime",
                Map.of(
                        "type",
                        "MinMaxDatetime",
                        "datetime",
                        "{{ config['start_date'] }}",
                        "datetime_format",
                        "%Y-%m-%d"));
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("type", "RequestOption");
        option.put("inject_into", "request_parameter");
        option.put("field_name", since().get());
        cursor.put("start_time_option", option);
        return Optional.of(cursor);
    }

    private Map<String, Object> schemaLoader() {
        Map<String, Object> loader = new LinkedHashMap<>();
        loader.put("type", "InlineSchemaLoader");
        loader.put("schema", Map.of("$ref", "#/schemas/" + stream.name()));
        return loader;
    }
}
