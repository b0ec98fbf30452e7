package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a list is cut into pages, where a request says which one it wants, and how an answer tells of the next. Set it up before
 * requests come, except for {@link #expire}.
 */
public final class Paging {

    /**
     * Part of a list and what is said about it.
     *
     * @param marks fields of the answer beside the records, by dotted path
     */
    record Page(int from, int to, Map<String, @Nullable Object> marks, Map<String, String> headers) {}

    private final String parameter;
    private final Positions positions;
    private final AtomicInteger generation = new AtomicInteger();
    private final List<Mark> marks = new ArrayList<>();
    private @Nullable String sizeParameter;
    private int size = 100;
    private int largest = Integer.MAX_VALUE;
    private int depth = Integer.MAX_VALUE;
    private int loopFrom = Integer.MAX_VALUE;
    private boolean endless;

    /** Says something about a page. */
    private interface Mark {
        void say(Call call, @Nullable String next, int total, Page page);
    }

    private Paging(String parameter, Positions positions) {
        this.parameter = parameter;
        this.positions = positions;
    }

    /** Everything on one page. */
    static Paging none() {
        return new Paging("", Positions.offset()).size(Integer.MAX_VALUE);
    }

    /** Pages by number; the first page has the number {@code first}. */
    public static Paging numbered(String parameter, int first) {
        return new Paging(parameter, Positions.numbered(first));
    }

    /** Pages by the number of records before them. */
    public static Paging offset(String parameter) {
        return new Paging(parameter, Positions.offset());
    }

    /** Pages by a token whose meaning is the server's own: the number of records before the page. Drifts when the list changes. */
    public static Paging token(String parameter) {
        return new Paging(parameter, Positions.hidden(Positions.offset()));
    }

    /** Pages by a token whose meaning is the server's own: the key of the last record before the page. Does not drift. */
    public static Paging keyToken(String parameter, String key) {
        return new Paging(parameter, Positions.hidden(Positions.greaterThan(key)));
    }

    /** Pages by the key of the last record before them; records must be ordered by it, upwards. */
    public static Paging keyset(String parameter, String key) {
        return new Paging(parameter, Positions.greaterThan(key));
    }

    /** Pages by the key of the last record before them, in whatever order; status 400 when there is no such record. */
    public static Paging after(String parameter, String key) {
        return new Paging(parameter, Positions.after(key));
    }

    /** Only ever the first records; the client moves its own lower bound. */
    public static Paging first(int records) {
        return new Paging("", Positions.offset()).size(records);
    }

    /** Records on a page where the request does not say. */
    public Paging size(int records) {
        size = records;
        return this;
    }

    /** The parameter for the records on a page, and how many where it is absent. */
    public Paging size(String named, int records) {
        sizeParameter = named;
        return size(records);
    }

    /** The most records on a page, whatever the request says. */
    public Paging atMost(int records) {
        largest = records;
        return this;
    }

    /** The value for the next page in a field of the answer; the field is absent on the last page. */
    public Paging nextIn(String field) {
        return mark((call, next, total, page) -> {
            if (next != null) {
                page.marks().put(field, next);
            }
        });
    }

    /** The value for the next page in a header of the answer. */
    public Paging nextInHeader(String header) {
        return mark((call, next, total, page) -> {
            if (next != null) {
                page.headers().put(header, next);
            }
        });
    }

    /** The address of the next page in a field of the answer, null on the last page. */
    public Paging nextLinkIn(String field) {
        return nextLinkIn(field, Links::host);
    }

    /** The same with addresses on another host, as {@code base} says. */
    public Paging nextLinkIn(String field, Function<Call, String> base) {
        return mark((call, next, total, page) ->
                page.marks().put(field, next == null ? null : base.apply(call) + Links.with(call, parameter, next)));
    }

    /** The address of the next page in a {@code Link} header with {@code rel="next"}, as RFC 8288 has it. */
    public Paging linkHeader() {
        return mark((call, next, total, page) -> {
            String first = '<' + Links.host(call) + Links.with(call, parameter, null) + ">; rel=\"first\"";
            String following = next == null
                    ? ""
                    : '<' + Links.host(call) + Links.with(call, parameter, next) + ">; rel=\"next\", ";
            page.headers().put("Link", following + first);
        });
    }

    /** Whether there are more pages, in a field of the answer. */
    public Paging moreIn(String field) {
        return mark((call, next, total, page) -> page.marks().put(field, next != null));
    }

    /** Whether this is the last page, in a field of the answer. */
    public Paging endIn(String field) {
        return mark((call, next, total, page) -> page.marks().put(field, next == null));
    }

    /** The number of all records, in a field of the answer. */
    public Paging totalIn(String field) {
        return mark((call, next, total, page) -> page.marks().put(field, total));
    }

    /** Refuses with status 400 whatever lies beyond so many records, as search engines do. */
    public Paging depthCap(int records) {
        depth = records;
        return this;
    }

    /** Says that there is a next page even on the last one; only an empty page tells. */
    public Paging neverSaysEnd() {
        endless = true;
        return this;
    }

    /** From the page on that begins after so many records, the next page is always that page again. */
    public Paging loopFrom(int records) {
        loopFrom = records;
        return this;
    }

    /** Refuses with status 400 all tokens given out so far; only for pages by token. */
    public void expire() {
        generation.incrementAndGet();
    }

    Page page(Call call, List<Row> rows) {
        int wanted = sizeParameter == null
                ? size
                : call.param(sizeParameter).map(Integer::parseInt).orElse(size);
        int records = Math.min(wanted, largest);
        String asked = parameter.isEmpty() ? null : call.param(parameter).orElse(null);
        long from = asked == null || asked.isEmpty() ? 0 : positions.from(asked, rows, records, generation.get());
        if (from >= depth) {
            throw new Refusal(Reply.json(400, Map.of("error", "only the first " + depth + " results can be read")));
        }
        int begin = (int) Math.min(from, rows.size());
        int end = (int) Math.min(from + records, rows.size());
        String next = null;
        if (from >= loopFrom) {
            next = positions.token(rows, begin, records, generation.get());
        } else if (end < rows.size() || endless && end > begin) {
            next = positions.token(rows, end, records, generation.get());
        }
        Page page = new Page(begin, end, new LinkedHashMap<>(), new LinkedHashMap<>());
        for (Mark mark : marks) {
            mark.say(call, next, rows.size(), page);
        }
        return page;
    }

    private Paging mark(Mark mark) {
        marks.add(mark);
        return this;
    }
}
