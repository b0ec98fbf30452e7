package io.headrace.http.read;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that was read.
 *
 * @param stream the stream that it belongs to: this one, or for a feed of deletions another
 * @param record its fields; to be left unchanged
 * @param key its primary key by name; empty when the stream has none
 * @param after the position behind it
 */
public record Read(
        String stream,
        Map<String, @Nullable Object> record,
        Map<String, @Nullable Object> key,
        Op op,
        Position after) {}
