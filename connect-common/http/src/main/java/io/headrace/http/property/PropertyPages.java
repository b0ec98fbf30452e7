package io.headrace.http.property;

import io.headrace.http.page.PageSource;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pages for which each request names the fields it wants, in as many requests as that takes. */
public final class PropertyPages implements PageSource {

    private final PageSource pages;
    private final QueryProperties properties;
    private final PropertyNames names;

    /** @param names asked where the declaration does not list them */
    public PropertyPages(PageSource pages, QueryProperties properties, PropertyNames names) {
        this.pages = pages;
        this.properties = properties;
        this.names = names;
    }

    @Override
    public Fetch ask(Request request) {
        return new Parts(request);
    }

    @Override
    public Fetched inline(Object page, Scope scope) {
        return pages.inline(page, scope);
    }

    private Request naming(Request request, List<String> chunk) {
        Scope scope = request.scope();
        Map<String, @Nullable Object> slice = new LinkedHashMap<>(fields(scope.get("stream_slice")));
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(fields(slice.get("extra_fields")));
        extra.put("query_properties", chunk);
        slice.put("extra_fields", extra);
        Map<String, @Nullable Object> partition = new LinkedHashMap<>(fields(scope.get("stream_partition")));
        partition.put("extra_fields", extra);
        RequestOptions options = properties
                .parameter()
                .map(parameter -> request.options().parameter(parameter, String.join(",", chunk)))
                .orElse(request.options());
        return new Request(
                request.token(),
                scope.with("query_properties", chunk)
                        .with("stream_slice", slice)
                        .with("stream_partition", partition),
                options,
                request.address());
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> fields.put(String.valueOf(name), each));
        }
        return fields;
    }

    /** The requests for one page, one after the other. */
    private final class Parts implements Fetch {

        private final Request request;
        private final Merged merged = new Merged(properties.key());
        private @Nullable List<List<String>> chunks;
        private int next = 0;
        private @Nullable Fetch running;

        Parts(Request request) {
            this.request = request;
        }

        @Override
        public Fetched go() {
            List<List<String>> all = chunks;
            if (all == null) {
                PropertyNames.Result known = properties.endpoint().isPresent()
                        ? names.get()
                        : new PropertyNames.Result.Known(properties.listed());
                if (known instanceof PropertyNames.Result.Wait wait) {
                    return new Fetched.Wait(wait.until(), wait.reason());
                }
                all = properties.chunks(((PropertyNames.Result.Known) known).names());
                chunks = all;
            }
            return parts(all);
        }

        private Fetched parts(List<List<String>> all) {
            while (true) {
                Fetch part = running;
                if (part == null) {
                    part = pages.ask(naming(request, all.get(next)));
                    running = part;
                }
                Fetched fetched = part.go();
                if (all.size() == 1 || !(fetched instanceof Fetched.Page page)) {
                    return fetched;
                }
                @Nullable Object rest = merged.add(page.records());
                running = null;
                next++;
                if (next == all.size()) {
                    return merged.page(page, rest);
                }
            }
        }
    }
}
