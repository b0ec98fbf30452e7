package io.headrace.benchmarks.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The API declared in Airbyte's low-code language. The very same file is what ours and the peer read. */
final class Declaration {
    private static final String TEXT = """
            version: 6.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [charges]}
            spec: {type: Spec, connection_specification: {type: object, properties: {}}}
            concurrency_level: {type: ConcurrencyLevel, default_concurrency: $concurrency, max_concurrency: $concurrency}
            streams:
              - type: DeclarativeStream
                name: charges
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: $url
                    path: /charges
                    http_method: GET
                  record_selector:
                    type: RecordSelector
                    extractor: {type: DpathExtractor, field_path: [data]}
                  paginator:
                    type: DefaultPaginator
                    page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: limit}
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: starting_after}
                    pagination_strategy:
                      type: CursorPagination
                      page_size: $page
                      cursor_value: "{{ last_record['id'] }}"
                      stop_condition: "{{ not response['has_more'] }}"
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: created
                  datetime_format: "%s"
                  cursor_datetime_formats: ["%s"]
                  cursor_granularity: PT1S
                  step: PT$windowS
                  start_datetime: {type: MinMaxDatetime, datetime: "$start", datetime_format: "%Y-%m-%dT%H:%M:%SZ"}
                  end_datetime: {type: MinMaxDatetime, datetime: "$end", datetime_format: "%Y-%m-%dT%H:%M:%SZ"}
                  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: "created[gte]"}
                  end_time_option: {type: RequestOption, inject_into: request_parameter, field_name: "created[lte]"}
                schema_loader:
                  type: InlineSchemaLoader
                  schema: {type: object, properties: {}}
            """;

    private static final String ALL = """
            version: 6.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [charges]}
            spec: {type: Spec, connection_specification: {type: object, properties: {}}}
            streams:
              - type: DeclarativeStream
                name: charges
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: $url
                    path: /all
                    http_method: GET
                    request_parameters: {records: "$rows"}
                  record_selector:
                    type: RecordSelector
                    extractor: {type: DpathExtractor, field_path: [data]}
                schema_loader:
                  type: InlineSchemaLoader
                  schema: {type: object, properties: {}}
            """;

    private Declaration() {}

    /** Writes the declaration of the paged API. */
    static Path pages(Path file, Job job, String url) {
        return write(file, TEXT, job, url);
    }

    /** Writes the declaration of everything in one response. */
    static Path all(Path file, Job job, String url) {
        return write(file, ALL, job, url);
    }

    private static Path write(Path file, String text, Job job, String url) {
        String filled = text.replace("$concurrency", Integer.toString(job.concurrency()))
                .replace("$url", url)
                .replace("$page", Integer.toString(Job.PAGE))
                .replace("$window", Integer.toString(Job.WINDOW))
                .replace("$start", job.start().toString())
                .replace("$end", job.end().toString())
                .replace("$rows", Long.toString(job.rows()));
        try {
            return Files.writeString(file, filled);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
