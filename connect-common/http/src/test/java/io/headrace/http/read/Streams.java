package io.headrace.http.read;

import io.headrace.http.testing.Declared;

/** Declarations of small streams in tests. */
final class Streams {

    private Streams() {}

    /** A stream with these further fields of its retriever and of itself. */
    static String json(String name, String retriever, String stream) {
        return """
                {'type':'DeclarativeStream','name':'%s','retriever':{'type':'SimpleRetriever',
                  'requester':{'type':'HttpRequester','url_base':'https://api.test','path':'/%s'},
                  'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}}%s}%s}""".formatted(
                        name, name, retriever.isEmpty() ? "" : "," + retriever, stream.isEmpty() ? "" : "," + stream);
    }

    static StreamSpec spec(String retriever, String stream) {
        return spec(retriever, stream, ReadOptions.DEFAULT);
    }

    static StreamSpec spec(String retriever, String stream, ReadOptions options) {
        return StreamSpec.compile(Declared.component(json("items", retriever, stream)), Declared.scope(), options);
    }

    static String paginator(String strategy, String parameter) {
        return """
                'paginator':{'type':'DefaultPaginator','pagination_strategy':%s,
                  'page_token_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'%s'}}""".formatted(strategy, parameter);
    }

    /** A cursor over times in seconds, with these further fields. */
    static String cursor(String fields) {
        return """
                'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'updated','datetime_format':'%%Y-%%m-%%dT%%H:%%M:%%SZ',
                  'start_datetime':'2024-03-01T00:00:00Z','cursor_granularity':'PT1S',
                  'start_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'since'},
                  'end_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'until'}%s}""".formatted(fields.isEmpty() ? "" : "," + fields);
    }
}
