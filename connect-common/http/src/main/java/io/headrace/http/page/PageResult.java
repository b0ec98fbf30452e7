package io.headrace.http.page;

import io.headrace.http.template.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pager may know of the page that was read.
 *
 * @param scope config, parameters and the slice
 * @param response the body around the records, without them where they were streamed
 * @param url the address that answered
 * @param size records that the page held, before any filter
 * @param lastRecord the last of them; null when there was none
 */
public record PageResult(
        Scope scope,
        @Nullable Object response,
        PageHeaders headers,
        String url,
        long size,
        @Nullable Map<String, @Nullable Object> lastRecord) {

    /** The scope in which templates about paging are evaluated. */
    Scope templates() {
        return scope.with("response", response)
                .with("headers", headers.view())
                .with("last_record", lastRecord)
                .with("last_page_size", size);
    }
}
