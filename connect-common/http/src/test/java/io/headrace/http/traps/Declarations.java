package io.headrace.http.traps;

/** Streams for the traps, in JSON with single quotes. */
final class Declarations {

    private Declarations() {}

    /** A stream at {@code /r} whose records lie in {@code data}; {@code more} holds further fields of the retriever, {@code beside} of the stream. */
    static String stream(String more, String beside) {
        return """
                {'type':'DeclarativeStream','name':'r','primary_key':'id','retriever':{'type':'SimpleRetriever',
                 'requester':{'type':'HttpRequester','url_base':'{{ config.url }}','path':'/r'},
                 'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':['data']}}%s}%s}""".formatted(more.isEmpty() ? "" : "," + more, beside.isEmpty() ? "" : "," + beside);
    }

    static final String BY_TOKEN = """
            'paginator':{'type':'DefaultPaginator','pagination_strategy':{'type':'CursorPagination','cursor_value':'{{ response.next }}'},
             'page_token_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'token'}}""";

    static final String BY_LINK = """
            'paginator':{'type':'DefaultPaginator','pagination_strategy':{'type':'CursorPagination','cursor_value':'{{ response.next }}'},
             'page_token_option':{'type':'RequestPath'}}""";

    static final String BY_OFFSET = """
            'paginator':{'type':'DefaultPaginator','pagination_strategy':{'type':'OffsetIncrement','page_size':3},
             'page_token_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'offset'}}""";

    /** {@code more} holds further fields of the cursor. */
    static String since(String more) {
        return """
                'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'at','datetime_format':'%%Y-%%m-%%dT%%H:%%M:%%SZ',
                 'start_datetime':'2024-01-01T00:00:00Z'%s,
                 'start_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'since'},
                 'end_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'until'}}""".formatted(more.isEmpty() ? "" : "," + more);
    }
}
