package io.headrace.http.read;

import io.headrace.http.cursor.Cursor;
import io.headrace.http.cursor.Window;
import io.headrace.http.page.PageSource;
import io.headrace.http.page.PageToken;
import io.headrace.http.route.Slice;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What requests for a slice have in common. */
record Target(StreamSpec spec, Slice slice, String identity) {

    static Target of(StreamSpec spec, Slice slice) {
        return new Target(spec, slice, slice.isWhole() ? "" : slice.identity());
    }

    /** What templates see while a window of the slice is read. */
    Scope scope(Window window) {
        Cursor cursor = spec.cursor();
        Map<String, @Nullable Object> interval = cursor.interval(window);
        Map<String, @Nullable Object> both = new LinkedHashMap<>(slice.partition());
        both.putAll(interval);
        both.put("extra_fields", slice.extra());
        Map<String, @Nullable Object> state =
                cursor.fieldName().isEmpty() ? Map.of() : Map.of(cursor.fieldName(), cursor.text(window.start()));
        return spec.scope()
                .with("stream_partition", slice.partition())
                .with("stream_interval", interval)
                .with("stream_slice", both)
                .with("stream_state", state);
    }

    PageSource.Request request(Window window, PageToken page) {
        Scope scope = scope(window);
        RequestOptions options = spec.paginator().inject(page, scope);
        if (!spec.firstPageOnly() || page.isFirst()) {
            options = options.and(spec.cursor().inject(window, scope))
                    .and(spec.router().inject(slice, scope));
        }
        Optional<String> address = spec.paginator().address(page);
        return new PageSource.Request(
                page, scope.with("next_page_token", page.isFirst() ? null : page.view()), options, address);
    }
}
