package io.headrace.http.property;

import io.headrace.http.spec.Component;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Spreads names over requests.
 *
 * @param most the most of them in one request
 * @param byLength whether characters are counted, rather than names
 * @param always names that every request holds beside its share
 */
record Chunks(OptionalLong most, boolean byLength, List<String> always) {

    /** What stands between two names takes three characters in an address: {@code %2C}. */
    private static final int SEPARATOR = 3;

    static Chunks of(Component properties) {
        List<String> always = properties.texts("always_include_properties");
        return properties
                .optionalChild("property_chunking")
                .map(chunking -> new Chunks(
                        chunking.optionalNumber("property_limit"),
                        chunking.text("property_limit_type").equals("characters"),
                        always))
                .orElse(new Chunks(OptionalLong.empty(), false, always));
    }

    /** At least one list; one without names where there are none. */
    List<List<String>> of(List<String> names) {
        Set<String> shared = new LinkedHashSet<>(names);
        always.forEach(shared::remove);
        List<List<String>> chunks = new ArrayList<>();
        List<String> chunk = new ArrayList<>(always);
        long size = 0;
        for (String name : shared) {
            long length = byLength ? name.length() + SEPARATOR : 1;
            if (size > 0 && most.isPresent() && size + length > most.getAsLong()) {
                chunks.add(List.copyOf(chunk));
                chunk = new ArrayList<>(always);
                size = 0;
            }
            chunk.add(name);
            size += length;
        }
        chunks.add(List.copyOf(chunk));
        return chunks;
    }
}
