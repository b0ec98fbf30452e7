package io.headrace.http.custom;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Divides a stream into slices. */
public interface CustomPartitionRouter extends CustomComponent {

    /** What identifies each slice: templates see it under {@code stream_partition}. The order is kept; a slice that was read stays read as long as its identity is the same. */
    List<Map<String, @Nullable Object>> slices(CustomContext context);
}
