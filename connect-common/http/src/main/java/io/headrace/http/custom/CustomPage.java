package io.headrace.http.custom;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page that was read.
 *
 * @param response the body around the records, without them where they were streamed; an empty map where there is none
 * @param headers by name; any case finds its value
 * @param url the address that answered
 * @param size records that the page held, before any filter
 * @param lastRecord the last of them
 * @param token what asked for this page; empty for the first
 */
public record CustomPage(
        Object response,
        Map<String, String> headers,
        String url,
        long size,
        Optional<Map<String, @Nullable Object>> lastRecord,
        Optional<Object> token) {}
