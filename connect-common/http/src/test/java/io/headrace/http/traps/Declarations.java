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

    /** A stream at {@code /p/{p}/r} below each record of {@code /p}; {@code more} holds further fields of the parent's entry. */
    static String children(String more, String beside) {
        String parent = named("p", "/p", "", "");
        return named("r", "/p/{{ stream_partition.p }}/r", router(parent, "p", more), beside);
    }

    /** Tasks at {@code /p/{p}/r} in windows, below projects at {@code /c/{c}/p}, below companies at {@code /c}. */
    static final String THREE_LEVELS = threeLevels();

    private static String threeLevels() {
        String companies = named("c", "/c", BY_OFFSET, "");
        String numbered = BY_OFFSET
                .replace(
                        "'type':'OffsetIncrement','page_size':3",
                        "'type':'PageIncrement','page_size':2,'start_from_page':1")
                .replace("'offset'", "'page'");
        String projects = named("p", "/c/{{ stream_partition.c }}/p", router(companies, "c", "") + "," + numbered, "");
        return named(
                "r",
                "/p/{{ stream_partition.p }}/r",
                router(projects, "p", "") + "," + BY_TOKEN,
                since("'end_datetime':'2024-01-31T00:00:00Z','step':'P10D','cursor_granularity':'PT1S'"));
    }

    private static String router(String parent, String field, String more) {
        return """
                'partition_router':{'type':'SubstreamPartitionRouter','parent_stream_configs':[{'type':'ParentStreamConfig',
                 'stream':%s,'parent_key':'id','partition_field':'%s'%s}]}""".formatted(parent, field, more.isEmpty() ? "" : "," + more);
    }

    private static String named(String name, String path, String more, String beside) {
        return stream(more, beside)
                .replace("'name':'r'", "'name':'" + name + "'")
                .replace("'path':'/r'", "'path':'" + path + "'");
    }
}
