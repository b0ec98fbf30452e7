package io.headrace.source.http.poll;

import io.headrace.http.read.SourcePart;
import io.headrace.http.read.StreamSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one reader reads: a stream, or one static part of it.
 *
 * @param partition the source partition under which Connect stores its position. Connect finds it by the text of its JSON, so that the order of its fields must never change.
 */
record Unit(StreamSpec spec, SourcePart part, Map<String, String> partition) {

    static final String STREAM = "stream";
    static final String PART = "part";

    static Unit of(StreamSpec spec, SourcePart part) {
        Map<String, String> partition = new LinkedHashMap<>();
        partition.put(STREAM, spec.name());
        partition.put(PART, part.name());
        return new Unit(spec, part, Collections.unmodifiableMap(partition));
    }

    /** The root of the stream's parents: streams with the same one are read by one task, which asks for the parents once. */
    String family() {
        StreamSpec root = spec;
        while (!root.parents().isEmpty()) {
            root = root.parents().get(0);
        }
        return root.name();
    }

    /** How much work it is likely to be: each level of parents makes more requests. */
    int weight() {
        int weight = 1;
        StreamSpec at = spec;
        while (!at.parents().isEmpty()) {
            at = at.parents().get(0);
            weight *= 2;
        }
        return weight;
    }

    @Override
    public String toString() {
        return part.name().isEmpty() ? spec.name() : spec.name() + "/" + part.name();
    }
}
