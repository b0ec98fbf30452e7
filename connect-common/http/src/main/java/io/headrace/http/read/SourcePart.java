package io.headrace.http.read;

import io.headrace.http.wire.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one reader reads of a stream.
 *
 * @param fixed values of list routers and buckets of parents that the reader is bound to; empty for the whole stream
 */
public record SourcePart(String stream, Map<String, String> fixed) {

    public SourcePart {
        fixed = Map.copyOf(fixed);
    }

    /** The whole stream. */
    public static SourcePart whole(String stream) {
        return new SourcePart(stream, Map.of());
    }

    /** A name for the part among those of its stream; empty for the whole. */
    public String name() {
        return fixed.isEmpty()
                ? ""
                : fixed.size() == 1 ? fixed.values().iterator().next() : Json.text(new TreeMap<>(fixed));
    }
}
