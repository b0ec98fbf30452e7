package io.headrace.http.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The headers of a response as templates see them: any case of a name finds its value, and {@code link} is what the Link headers (RFC 8288) say, by relation. */
public final class PageHeaders {

    /** No headers. */
    public static final PageHeaders NONE = new PageHeaders(List.of());

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Map<String, String>> links;

    /** @param headers names and values in the order of the response; repeated names are joined by commas */
    public PageHeaders(List<Map.Entry<String, String>> headers) {
        headers.forEach(header -> values.merge(header.getKey(), header.getValue(), (a, b) -> a + ", " + b));
        this.links = Links.parse(values.getOrDefault("link", ""));
    }

    /** The headers of a response. */
    public static PageHeaders of(Headers headers) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        headers.forEach(header -> entries.add(Map.entry(header.getFirst(), header.getSecond())));
        return new PageHeaders(entries);
    }

    /** All of them; any case of a name finds its value. */
    Map<String, String> byName() {
        return Collections.unmodifiableMap(values);
    }

    public Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The address of a relation in the Link headers. */
    public Optional<String> link(String relation) {
        return Optional.ofNullable(links.get(relation)).map(link -> link.get("url"));
    }

    Map<String, @Nullable Object> view() {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            view.put(name, value);
            view.put(name.toLowerCase(Locale.ROOT), value);
        });
        view.put("link", links);
        view.put("Link", links);
        return Collections.unmodifiableMap(view);
    }
}
