package io.headrace.http.flat;

import io.headrace.core.config.Values;
import io.headrace.http.flat.StreamSettings.Pagination;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The paginator of the flat keys, as JSON. */
final class FlatPages {

    private FlatPages() {}

    static Map<String, @Nullable Object> of(Values values) {
        Pagination type = values.get(StreamSettings.PAGINATION);
        Map<String, @Nullable Object> paginator = type == Pagination.AUTO
                ? FlatParts.part("AutoPaginator")
                : FlatParts.part("DefaultPaginator", "pagination_strategy", strategy(type, values));
        if (type == Pagination.AUTO) {
            values.get(StreamSettings.SIZE).ifPresent(size -> paginator.put("page_size", (long) size));
        }
        values.get(StreamSettings.SIZE_PARAMETER)
                .ifPresent(parameter -> paginator.put("page_size_option", FlatParts.parameter(parameter)));
        option(type, values).ifPresent(option -> paginator.put("page_token_option", option));
        return paginator;
    }

    private static Optional<Map<String, @Nullable Object>> option(Pagination type, Values values) {
        Optional<String> parameter = values.get(StreamSettings.PAGE_PARAMETER);
        return switch (type) {
            case NONE, AUTO -> Optional.empty();
            case PAGE -> Optional.of(FlatParts.parameter(parameter.orElse("page")));
            case OFFSET -> Optional.of(FlatParts.parameter(parameter.orElse("offset")));
            case CURSOR ->
                values.get(StreamSettings.QUERY).isPresent()
                        ? parameter.map(FlatParts::variable)
                        : parameter.map(FlatParts::parameter);
            case NEXT_URL, LINK_HEADER -> Optional.of(FlatParts.part("RequestPath"));
        };
    }

    private static Map<String, @Nullable Object> strategy(Pagination type, Values values) {
        Map<String, @Nullable Object> strategy = switch (type) {
            case PAGE ->
                FlatParts.part(
                        "PageIncrement",
                        "start_from_page",
                        (long) values.get(StreamSettings.FIRST_PAGE),
                        "inject_on_first_request",
                        true);
            case OFFSET -> FlatParts.part("OffsetIncrement");
            case LINK_HEADER -> FlatParts.part("LinkHeader");
            default -> FlatParts.part("CursorPagination", "cursor_value", "{{ " + nextPage(values) + " }}");
        };
        values.get(StreamSettings.SIZE).ifPresent(size -> strategy.put("page_size", (long) size));
        values.get(StreamSettings.MORE)
                .ifPresent(path -> strategy.put("stop_condition", "{{ not " + FlatParts.at("response", path) + " }}"));
        return strategy;
    }

    private static String nextPage(Values values) {
        return values.get(StreamSettings.CURSOR_HEADER)
                .map(header -> "headers.get('" + header + "', '')")
                .or(() -> values.get(StreamSettings.CURSOR_RECORD)
                        .map(field -> FlatParts.at("(last_record or {})", field)))
                .orElseGet(() -> FlatParts.at(
                        "response", values.get(StreamSettings.CURSOR_PATH).orElse("")));
    }
}
