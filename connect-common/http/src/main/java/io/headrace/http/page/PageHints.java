package io.headrace.http.page;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What APIs commonly say of the next page, in the order in which it is believed: a Link header, an address in the body, a cursor in the body, page numbers, and {@code has_more}
 * with the last record's id (Stripe's way). A response that says that there is more but not how to ask for it is an error, never the end.
 */
final class PageHints {

    /**
     * @param parameter the query parameter for the value; empty when the value is an address
     */
    record Hint(Optional<String> parameter, Object value) {}

    private static final List<String> AROUND = List.of(
            "",
            "links",
            "_links",
            "paging",
            "pagination",
            "meta",
            "metadata",
            "response_metadata",
            "page_info",
            "pageInfo",
            "paging.next",
            "meta.pagination",
            "meta.page",
            "cursor",
            "cursors",
            "paging.cursors");
    private static final List<String> ADDRESSES = List.of(
            "next",
            "next.href",
            "next_url",
            "nextUrl",
            "next_link",
            "nextLink",
            "@odata.nextLink",
            "odata.nextLink",
            "next_page",
            "nextPage",
            "next_page_url",
            "nextPageUrl",
            "next_page_uri",
            "link",
            "nextRecordsUrl");
    /** Field in the response, parameter in the request. */
    private static final List<Map.Entry<String, String>> CURSORS = List.of(
            Map.entry("next_cursor", "cursor"),
            Map.entry("nextCursor", "cursor"),
            Map.entry("next_page_token", "page_token"),
            Map.entry("nextPageToken", "pageToken"),
            Map.entry("next_token", "next_token"),
            Map.entry("nextToken", "nextToken"),
            Map.entry("next_offset", "offset"),
            Map.entry("nextOffset", "offset"),
            Map.entry("next_page", "page"),
            Map.entry("nextPage", "page"),
            Map.entry("continuation_token", "continuation_token"),
            Map.entry("continuationToken", "continuationToken"),
            Map.entry("scroll_id", "scroll_id"),
            Map.entry("after", "after"),
            Map.entry("endCursor", "after"),
            Map.entry("end_cursor", "after"),
            Map.entry("starting_after", "starting_after"));

    private static final List<String> MORE =
            List.of("has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage", "more");

    private PageHints() {}

    static Optional<Hint> next(PageResult page) {
        Optional<String> link = page.headers().link("next");
        if (link.isPresent()) {
            return link.map(address -> new Hint(Optional.empty(), address));
        }
        List<Map<?, ?>> places = places(page.response());
        if (says(places, Boolean.FALSE)) {
            return Optional.empty();
        }
        Optional<Hint> hint = address(places).or(() -> cursor(places)).or(() -> number(places));
        if (hint.isPresent() || !says(places, Boolean.TRUE)) {
            return hint;
        }
        return Optional.of(lastId(page));
    }

    private static List<Map<?, ?>> places(@Nullable Object response) {
        List<Map<?, ?>> places = new ArrayList<>();
        for (String around : AROUND) {
            List<String> path = around.isEmpty() ? List.of() : List.of(around.split("\\."));
            Json.at(response, path).ifPresent(found -> {
                if (found instanceof Map<?, ?> map) {
                    places.add(map);
                }
            });
        }
        return places;
    }

    private static boolean says(List<Map<?, ?>> places, Boolean answer) {
        return places.stream().anyMatch(place -> MORE.stream().anyMatch(name -> answer.equals(place.get(name))));
    }

    private static Optional<Hint> address(List<Map<?, ?>> places) {
        for (Map<?, ?> place : places) {
            for (String name : ADDRESSES) {
                @Nullable Object value = place.containsKey(name)
                        ? place.get(name)
                        : Json.at(place, List.of(name.split("\\."))).orElse(null);
                if (value instanceof String text
                        && (text.startsWith("http://") || text.startsWith("https://") || text.startsWith("/"))) {
                    return Optional.of(new Hint(Optional.empty(), text));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Hint> cursor(List<Map<?, ?>> places) {
        for (Map<?, ?> place : places) {
            for (Map.Entry<String, String> cursor : CURSORS) {
                @Nullable Object value = place.get(cursor.getKey());
                if ((value instanceof String || value instanceof Number) && !PageToken.isNothing(value)) {
                    return Optional.of(new Hint(Optional.of(cursor.getValue()), value));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Hint> number(List<Map<?, ?>> places) {
        for (Map<?, ?> place : places) {
            @Nullable Object page = place.containsKey("current_page") ? place.get("current_page") : place.get("page");
            @Nullable Object last = place.containsKey("last_page") ? place.get("last_page") : place.get("total_pages");
            if (page instanceof Long here && last instanceof Long total && here < total) {
                return Optional.of(new Hint(Optional.of("page"), here + 1));
            }
        }
        return Optional.empty();
    }

    private static Hint lastId(PageResult page) {
        @Nullable Map<String, @Nullable Object> last = page.lastRecord();
        @Nullable Object id = last == null ? null : last.get("id");
        if (id == null) {
            throw HeadraceException.config("The response of " + page.url()
                    + " says that there are more records, but not how to ask for them; known are Link headers, next addresses,"
                    + " cursors, page numbers, and has_more with records that have an id. Declare a DefaultPaginator");
        }
        return new Hint(Optional.of("starting_after"), id);
    }
}
