package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the records of a {@link Table}: filtered by what the request asks for, ordered, cut into pages and wrapped.
 * Set it up before requests come; each answer sees the table at one moment.
 */
public final class Listing implements Handler {

    /** Whether a bound is part of a window. */
    public enum Bound {
        INCLUSIVE,
        EXCLUSIVE
    }

    private final Table table;
    private final List<Function<Call, @Nullable Predicate<Row>>> filters = new ArrayList<>();
    private final Map<String, @Nullable Object> around = new LinkedHashMap<>();
    private @Nullable Comparator<Row> order;
    private Predicate<Row> shown = row -> true;
    private Paging paging = Paging.none();
    private String records = "";

    private Listing(Table table) {
        this.table = table;
    }

    public static Listing of(Table table) {
        return new Listing(table);
    }

    /** Puts the records at this place of the answer, such as {@code data.items}; without it the answer is the list itself. */
    public Listing records(String path) {
        records = path;
        return this;
    }

    /** Adds a field beside the records; dots make nested objects. */
    public Listing beside(String path, @Nullable Object value) {
        around.put(path, value);
        return this;
    }

    public Listing paged(Paging by) {
        paging = by;
        return this;
    }

    /** Orders by fields, the first counting most; a minus in front turns the order round. */
    public Listing orderedBy(String... fields) {
        for (String field : fields) {
            boolean down = field.startsWith("-");
            String name = down ? field.substring(1) : field;
            Comparator<Row> one = (a, b) -> Row.compare(a.get(name), b.get(name));
            Comparator<Row> directed = down ? one.reversed() : one;
            order = order == null ? directed : order.thenComparing(directed);
        }
        return this;
    }

    /** Keeps the records that belong to a request, such as the children of the parent in its path. */
    public Listing where(Function<Call, @Nullable Predicate<Row>> filter) {
        filters.add(filter);
        return this;
    }

    /** Keeps the records whose field equals a parameter, where the request has it. */
    public Listing equal(String parameter, String field) {
        return where(call -> call.param(parameter)
                .<Predicate<Row>>map(value -> row -> value.equals(String.valueOf(row.get(field))))
                .orElse(null));
    }

    /** Keeps the records whose field equals a placeholder of the route's path. */
    public Listing child(String variable, String field) {
        return where(call -> row -> call.var(variable).equals(String.valueOf(row.get(field))));
    }

    /** Keeps the records from a parameter's value on, where the request has it. */
    public Listing from(String parameter, String field, Bound bound) {
        return bounded(parameter, field, bound, 1);
    }

    /** Keeps the records up to a parameter's value, where the request has it. */
    public Listing until(String parameter, String field, Bound bound) {
        return bounded(parameter, field, bound, -1);
    }

    /** Leaves records out of the pages that they were counted for, as APIs do that filter by permission: pages get short, or empty. */
    public Listing hide(Predicate<Row> hidden) {
        shown = hidden.negate();
        return this;
    }

    @Override
    public Reply answer(Call call) {
        List<Row> rows = rowsFor(call);
        Paging.Page page = paging.page(call, rows);
        List<Object> visible = new ArrayList<>(page.to() - page.from());
        for (Row row : rows.subList(page.from(), page.to())) {
            if (shown.test(row)) {
                visible.add(row.json());
            }
        }
        if (records.isEmpty()) {
            return Reply.json(visible).headers(page.headers());
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        around.forEach((path, value) -> put(body, path, value));
        put(body, records, visible);
        page.marks().forEach((path, value) -> put(body, path, value));
        return Reply.json(body).headers(page.headers());
    }

    private List<Row> rowsFor(Call call) {
        List<Row> rows = table.rows();
        for (Function<Call, @Nullable Predicate<Row>> filter : filters) {
            Predicate<Row> keeps = filter.apply(call);
            if (keeps != null) {
                rows = rows.stream().filter(keeps).toList();
            }
        }
        return order == null ? rows : rows.stream().sorted(order).toList();
    }

    private Listing bounded(String parameter, String field, Bound bound, int direction) {
        return where(call -> call.param(parameter)
                .<Predicate<Row>>map(value -> row -> {
                    Object own = row.get(field);
                    Object asked = own instanceof Number ? new BigDecimal(value) : value;
                    int side = direction * Row.compare(own, asked);
                    return own != null && (side > 0 || side == 0 && bound == Bound.INCLUSIVE);
                })
                .orElse(null));
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, @Nullable Object> into, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            into.put(path, value);
        } else {
            put(
                    (Map<String, @Nullable Object>)
                            into.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<>()),
                    path.substring(dot + 1),
                    value);
        }
    }
}
