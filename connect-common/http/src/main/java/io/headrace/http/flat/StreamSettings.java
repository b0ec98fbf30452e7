package io.headrace.http.flat;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import java.util.List;
import java.util.Optional;

/** The keys of one stream, without their prefix {@code streams.NAME.}. Texts that go into requests may be templates. */
public final class StreamSettings {

    static final String PARAMETER_PREFIX = "params.";
    static final String HEADER_PREFIX = "headers.";

    /** The method of a request. */
    public enum Method {
        GET,
        POST,
        PUT,
        PATCH
    }

    /** How a body is read. */
    public enum Format {
        JSON,
        JSONL,
        CSV,
        XML
    }

    /** How the next page is asked for. */
    public enum Pagination {
        NONE,
        /** Found out from the first response. */
        AUTO,
        PAGE,
        OFFSET,
        /** The response, a header or the last record names the next page. */
        CURSOR,
        /** The response holds the address of the next page. */
        NEXT_URL,
        LINK_HEADER
    }

    /** What a cursor counts. */
    public enum CursorType {
        DATETIME,
        NUMBER
    }

    /** What is done about a parent whose children cannot be read. */
    public enum ParentErrors {
        FAIL,
        SKIP
    }

    private static final String REQUEST = "Streams: request";
    private static final String RECORDS = "Streams: records";
    private static final String PAGES = "Streams: pages";
    private static final String CURSOR = "Streams: incremental reading";
    private static final String PARTS = "Streams: parents and parts";

    static final Setting<Optional<String>> PATH = text(
            "path",
            REQUEST,
            "What follows the API's address; the stream's name when left out. {parent.FIELD} stands for a field of the parent, {part} for the value of a part.");
    static final Setting<Method> METHOD = Setting.oneOf("method", Method.class)
            .defaultsTo(Method.GET)
            .group(REQUEST)
            .doc("The method of the request.")
            .build();
    static final Setting<Optional<String>> BODY =
            text("body", REQUEST, "The body of the request: a JSON object, or a text.");
    static final Setting<Optional<String>> QUERY = text("graphql.query", REQUEST, "A GraphQL query, which is posted.");
    static final Setting<List<String>> IGNORED = list(
            "ignore.status",
            REQUEST,
            "Status codes of responses that are left out, counted and logged, instead of failing the stream.");

    static final Setting<Format> FORMAT = Setting.oneOf("response.format", Format.class)
            .defaultsTo(Format.JSON)
            .group(RECORDS)
            .doc("How a body is read.")
            .build();
    static final Setting<Optional<String>> RECORDS_AT = text(
            "records",
            RECORDS,
            "Where the records are in a response: a JSON pointer such as /data/items, or names with dots between them; a star stands for any. The whole body when left out.");
    static final Setting<List<String>> KEY = list(
            "primary.key",
            RECORDS,
            "The fields that identify a record, nested ones with dots; they become the record's key.");
    static final Setting<Optional<String>> FILTER =
            text("filter", RECORDS, "A template that is true for records that are kept, as {{ record.active }}.");
    static final Setting<List<String>> REMOVED =
            list("fields.remove", RECORDS, "Fields that are dropped, nested ones with dots.");
    static final Setting<Boolean> FLATTENED = flag("fields.flatten", RECORDS, "Whether nested fields are lifted up.");
    static final Setting<Boolean> SNAKE =
            flag("fields.snake.case", RECORDS, "Whether names of fields become snake_case.");
    static final Setting<Optional<String>> SCHEMA = text(
            "schema",
            RECORDS,
            "A JSON schema with which the schema of the records begins. Fields that it does not have are added when they come.");
    static final Setting<Optional<String>> DELETED = text(
            "deletes.field",
            RECORDS,
            "A field that is true, or neither null nor false nor empty, in a record that was deleted; it becomes a tombstone.");
    static final Setting<Optional<String>> TOPIC =
            text("topic", RECORDS, "The topic of this stream, in place of topic.pattern.");

    static final Setting<Pagination> PAGINATION = Setting.oneOf("pagination.type", Pagination.class)
            .defaultsTo(Pagination.NONE)
            .important()
            .group(PAGES)
            .doc("How the next page is asked for.")
            .build();
    static final Setting<Optional<String>> PAGE_PARAMETER = text(
            "pagination.param",
            PAGES,
            "The query parameter that names the page; for page and offset that very word when left out. With graphql.query and a cursor it is a variable of the query.");
    static final Setting<Optional<String>> CURSOR_PATH = text(
            "pagination.cursor.path",
            PAGES,
            "Where a response holds the next page's name or address: a JSON pointer, or names with dots.");
    static final Setting<Optional<String>> CURSOR_HEADER =
            text("pagination.cursor.header", PAGES, "The header that holds the next page's name, in place of a path.");
    static final Setting<Optional<String>> CURSOR_RECORD = text(
            "pagination.cursor.record",
            PAGES,
            "The field of a page's last record that names the next page, in place of a path.");
    static final Setting<Optional<String>> MORE =
            text("pagination.more.path", PAGES, "Where a response says whether there are more pages.");
    static final Setting<Optional<Integer>> SIZE = Setting.integer("pagination.page.records")
            .atLeast(1)
            .group(PAGES)
            .doc("Records per page that are asked for, and of which a page must be short to be the last.")
            .optional()
            .build();
    static final Setting<Optional<String>> SIZE_PARAMETER =
            text("pagination.size.param", PAGES, "The query parameter that takes the number of records per page.");
    static final Setting<Integer> FIRST_PAGE = Setting.integer("pagination.first.page")
            .defaultsTo(1)
            .atLeast(0)
            .group(PAGES)
            .doc("The number of the first page.")
            .build();

    static final Setting<Optional<String>> CURSOR_FIELD = text(
            "cursor.field",
            CURSOR,
            "The field that holds when a record changed, or its number: later passes ask only for what is new.");
    static final Setting<CursorType> CURSOR_TYPE = Setting.oneOf("cursor.type", CursorType.class)
            .defaultsTo(CursorType.DATETIME)
            .group(CURSOR)
            .doc("What the cursor counts.")
            .build();
    static final Setting<String> CURSOR_FORMAT = Setting.string("cursor.format")
            .defaultsTo("%Y-%m-%dT%H:%M:%SZ")
            .group(CURSOR)
            .doc(
                    "The format of times in requests, in the letters of strftime; %s for seconds since the epoch, %ms for milliseconds.")
            .build();
    static final Setting<List<String>> RECORD_FORMATS = list(
            "cursor.record.formats",
            CURSOR,
            "Formats of times in records, the first that fits; cursor.format and common forms of ISO 8601 when left out.");
    static final Setting<Optional<String>> START = text(
            "cursor.start",
            CURSOR,
            "Where the first pass begins: a date or time of ISO 8601, or a number. May be a template.");
    static final Setting<Optional<String>> START_PARAMETER = text(
            "cursor.start.param",
            CURSOR,
            "The query parameter for the begin of a window. Without it the API gives everything, and what was read before is dropped here.");
    static final Setting<Optional<String>> END_PARAMETER =
            text("cursor.end.param", CURSOR, "The query parameter for the end of a window.");
    static final Setting<Optional<String>> WINDOW =
            text("cursor.window", CURSOR, "The length of a window, in ISO 8601; everything at once when left out.");
    static final Setting<String> GRANULARITY = Setting.string("cursor.granularity")
            .defaultsTo("PT1S")
            .group(CURSOR)
            .doc("The least step between two times of the API, in ISO 8601.")
            .build();
    static final Setting<Optional<String>> LOOKBACK = text(
            "cursor.lookback",
            CURSOR,
            "How much is read again by each pass, in ISO 8601, for records that show up late.");
    static final Setting<Optional<String>> LAG = text(
            "cursor.lag",
            CURSOR,
            "How far reading stays behind the server's clock, in ISO 8601, for records that show up late.");

    static final Setting<Optional<String>> PARENT =
            text("parent", PARTS, "The stream for each of whose records this one is read.");
    static final Setting<Optional<String>> PARENT_KEY = text(
            "parent.key",
            PARTS,
            "The field of the parent that tells one from another; the first that the path names when left out.");
    static final Setting<List<String>> PARENT_FIELDS =
            list("parent.fields", PARTS, "Fields of the parent that records get, as parent_FIELD.");
    static final Setting<Boolean> PARENT_CHANGED =
            flag("parent.changed.only", PARTS, "Whether later passes visit only parents that changed.");
    static final Setting<ParentErrors> PARENT_ERRORS = Setting.oneOf("parent.on.error", ParentErrors.class)
            .defaultsTo(ParentErrors.FAIL)
            .group(PARTS)
            .doc("Whether one parent whose children cannot be read stops the others.")
            .build();
    static final Setting<Integer> PARENT_BUCKETS = Setting.integer("parent.buckets")
            .defaultsTo(1)
            .between(1, 10_000)
            .group(PARTS)
            .doc(
                    "In how many parts the parents are shared out to tasks, by a hash of their keys. Each part asks for all parents, so that it pays where the children take most of the time.")
            .build();
    static final Setting<List<String>> PARTITION_VALUES =
            list("partition.values", PARTS, "Values for each of which the stream is read by itself; tasks share them.");
    static final Setting<Optional<String>> PARTITION_PARAMETER =
            text("partition.param", PARTS, "The query parameter that takes such a value.");

    public static final Settings ALL = Settings.of(PATH, METHOD, BODY, QUERY, IGNORED)
            .plus(FORMAT, RECORDS_AT, KEY, FILTER, REMOVED, FLATTENED, SNAKE, SCHEMA, DELETED, TOPIC)
            .plus(PAGINATION, PAGE_PARAMETER, CURSOR_PATH, CURSOR_HEADER, CURSOR_RECORD, MORE, SIZE, SIZE_PARAMETER)
            .plus(FIRST_PAGE, CURSOR_FIELD, CURSOR_TYPE, CURSOR_FORMAT, RECORD_FORMATS, START, START_PARAMETER)
            .plus(END_PARAMETER, WINDOW, GRANULARITY, LOOKBACK, LAG)
            .plus(PARENT, PARENT_KEY, PARENT_FIELDS, PARENT_CHANGED, PARENT_ERRORS, PARENT_BUCKETS)
            .plus(PARTITION_VALUES, PARTITION_PARAMETER)
            .passthrough(PARAMETER_PREFIX, REQUEST, "Query parameters, as params.NAME.")
            .passthrough(HEADER_PREFIX, REQUEST, "Headers, as headers.NAME.");

    private StreamSettings() {}

    private static Setting<Optional<String>> text(String key, String group, String doc) {
        return Setting.string(key).group(group).doc(doc).optional().build();
    }

    private static Setting<List<String>> list(String key, String group, String doc) {
        return Setting.list(key).defaultsTo(List.of()).group(group).doc(doc).build();
    }

    private static Setting<Boolean> flag(String key, String group, String doc) {
        return Setting.bool(key).defaultsTo(false).group(group).doc(doc).build();
    }
}
