package io.headrace.http.manifest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Guesses from the names of parameters and fields how an operation pages. */
final class PagingGuess {

    private static final List<String> SIZES = List.of(
            "limit", "perpage", "pagesize", "size", "maxresults", "count", "top", "first", "pagelen", "recordsperpage");
    private static final List<String> OFFSETS = List.of("offset", "skip", "startat", "start", "startindex");
    private static final List<String> PAGES = List.of("page", "pagenumber", "pageno", "pagenum", "pageindex", "p");
    private static final List<String> CURSORS = List.of(
            "cursor",
            "after",
            "pagetoken",
            "nexttoken",
            "nextcursor",
            "nextpagetoken",
            "startcursor",
            "continuation",
            "continuationtoken",
            "marker",
            "pagecursor",
            "pageafter",
            "token",
            "scrollid");
    private static final List<String> TOKENS = List.of(
            "nextcursor",
            "nextpagetoken",
            "nexttoken",
            "nextpagecursor",
            "next",
            "continuationtoken",
            "continuation",
            "nextmarker",
            "after",
            "cursor",
            "endcursor",
            "scrollid",
            "nextpage");
    private static final List<String> LINKS =
            List.of("next", "nextpage", "nexturl", "nextlink", "odatanextlink", "nextpageurl", "nexthref");
    private static final List<String> WRAPPERS =
            List.of("meta", "metadata", "paging", "pagination", "pageinfo", "links", "responsemetadata", "cursors");
    private static final int MOST_WRAPPERS = 2;
    private static final long SIZE = 100;

    private final OpenApiDocument document;
    private final Map<String, Map<String, @Nullable Object>> query = new LinkedHashMap<>();
    private final @Nullable Object schema;
    private final String key;
    private final boolean links;

    /**
     * @param schema of the whole answer
     * @param key the field that identifies a record
     */
    PagingGuess(
            OpenApiDocument document,
            List<Map<String, @Nullable Object>> parameters,
            @Nullable Object schema,
            String key,
            boolean links) {
        this.document = document;
        this.schema = schema;
        this.key = key;
        this.links = links;
        for (Map<String, @Nullable Object> parameter : parameters) {
            if ("query".equals(parameter.get("in")) && parameter.get("name") instanceof String name) {
                query.put(bare(name), parameter);
            }
        }
    }

    /** A paginator component as plain JSON. */
    Map<String, Object> paginator() {
        Optional<Map<String, Object>> strategy = byLinkHeader();
        if (strategy.isEmpty()) {
            strategy = byLastRecord().or(this::byCursor);
        }
        if (strategy.isPresent()) {
            return strategy.get();
        }
        Optional<String> link = path(LINKS, true);
        if (link.isPresent()) {
            return paginator(
                    Map.of("type", "CursorPagination", "cursor_value", "{{ " + link.get() + " }}"),
                    Map.of("type", "RequestPath"));
        }
        return counted("OffsetIncrement", OFFSETS)
                .or(() -> counted("PageIncrement", PAGES))
                .orElseGet(() -> withSize(new LinkedHashMap<>(Map.of("type", "AutoPaginator")), true));
    }

    /** The names of the parameters that paging uses. */
    boolean uses(String name) {
        String bare = bare(name);
        return SIZES.contains(bare)
                || OFFSETS.contains(bare)
                || PAGES.contains(bare)
                || CURSORS.contains(bare)
                || bare.equals("startingafter");
    }

    private Optional<Map<String, Object>> byLinkHeader() {
        return links
                ? Optional.of(paginator(Map.of("type", "LinkHeader"), Map.of("type", "RequestPath")))
                : Optional.empty();
    }

    private Optional<Map<String, Object>> byLastRecord() {
        Map<String, @Nullable Object> parameter = query.get("startingafter");
        if (parameter == null) {
            return Optional.empty();
        }
        Map<String, Object> strategy = new LinkedHashMap<>();
        strategy.put("type", "CursorPagination");
        strategy.put("cursor_value", "{{ last_record['" + key + "'] }}");
        if (document.properties(schema).containsKey("has_more")) {
            strategy.put("stop_condition", "{{ not response['has_more'] }}");
        }
        return Optional.of(paginator(strategy, option(parameter)));
    }

    private Optional<Map<String, Object>> byCursor() {
        Optional<Map<String, @Nullable Object>> parameter = first(CURSORS);
        Optional<String> token = path(TOKENS, false);
        if (parameter.isEmpty() || token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(paginator(
                Map.of("type", "CursorPagination", "cursor_value", "{{ " + token.get() + " }}"),
                option(parameter.get())));
    }

    private Optional<Map<String, Object>> counted(String type, List<String> names) {
        return first(names).map(parameter -> {
            Map<String, Object> strategy = new LinkedHashMap<>();
            strategy.put("type", type);
            if (type.equals("PageIncrement")) {
                Object start = document.ofSchema(parameter, "default");
                strategy.put("start_from_page", start instanceof Long number ? number : 1L);
                strategy.put("inject_on_first_request", true);
            }
            return paginator(strategy, option(parameter));
        });
    }

    private Map<String, Object> paginator(Map<String, ?> strategy, Map<String, ?> token) {
        Map<String, Object> paginator = new LinkedHashMap<>();
        paginator.put("type", "DefaultPaginator");
        paginator.put("pagination_strategy", withSize(new LinkedHashMap<>(strategy), false));
        first(SIZES).ifPresent(size -> paginator.put("page_size_option", option(size)));
        paginator.put("page_token_option", token);
        return paginator;
    }

    private Map<String, Object> withSize(Map<String, Object> component, boolean option) {
        first(SIZES).ifPresent(parameter -> {
            Object most = document.ofSchema(parameter, "maximum");
            long size = most instanceof Long number && number > 0 ? Math.min(number, SIZE) : SIZE;
            component.put("page_size", most instanceof BigInteger ? SIZE : size);
            if (option) {
                component.put("page_size_option", option(parameter));
            }
        });
        return component;
    }

    private Optional<Map<String, @Nullable Object>> first(List<String> names) {
        for (String name : names) {
            Map<String, @Nullable Object> parameter = query.get(name);
            if (parameter != null) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> option(Map<String, @Nullable Object> parameter) {
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("type", "RequestOption");
        option.put("inject_into", "request_parameter");
        option.put("field_name", String.valueOf(parameter.get("name")));
        return option;
    }

    /** Where the answer holds one of these fields, as an expression. */
    private Optional<String> path(List<String> names, boolean address) {
        return path(schema, List.of(), names, address);
    }

    /** The nearest to the top wins; wrappers stand in wrappers, as in paging.cursors.after. */
    private Optional<String> path(@Nullable Object holder, List<String> steps, List<String> names, boolean address) {
        Optional<String> here = here(holder, steps, names, address);
        if (here.isPresent() || steps.size() == MOST_WRAPPERS) {
            return here;
        }
        for (String wrapper : WRAPPERS) {
            Optional<String> inner = field(holder, List.of(wrapper));
            Optional<String> found = inner.flatMap(
                    name -> path(document.properties(holder).get(name), longer(steps, name), names, address));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> here(@Nullable Object holder, List<String> steps, List<String> names, boolean address) {
        return field(holder, names).flatMap(name -> {
            Object found = document.properties(holder).get(name);
            boolean href = address && document.properties(found).containsKey("href");
            boolean number = "integer".equals(document.object(found).get("type"));
            List<String> path = href ? longer(longer(steps, name), "href") : longer(steps, name);
            boolean fits = !(address && number) && !document.isArray(found) && (href || !document.isObject(found));
            return fits ? Optional.of(expression(path)) : Optional.empty();
        });
    }

    private static List<String> longer(List<String> steps, String step) {
        List<String> longer = new ArrayList<>(steps);
        longer.add(step);
        return longer;
    }

    private Optional<String> field(@Nullable Object holder, List<String> names) {
        return names.stream()
                .flatMap(name -> document.properties(holder).keySet().stream()
                        .filter(field -> bare(field).equals(name)))
                .findFirst();
    }

    private static String expression(List<String> steps) {
        StringBuilder expression = new StringBuilder("response");
        steps.forEach(step -> expression.append(".get('").append(step).append("', {})"));
        int last = expression.lastIndexOf(", {})");
        return expression.replace(last, expression.length(), ")").toString();
    }

    /** Letters and digits in lower case: page[size], pageSize and page_size are one. */
    static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
