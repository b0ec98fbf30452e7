package io.headrace.http.read;

import io.headrace.http.decode.RecordStream;
import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An API in memory: one function per stream, from what was asked to what is answered. */
final class FakePages implements PageSources {

    /** What was asked. */
    record Call(
            String stream,
            Map<String, String> params,
            Map<?, ?> partition,
            Map<?, ?> interval,
            Optional<String> address) {

        String param(String name) {
            return params.getOrDefault(name, "");
        }

        int number(String name, int fallback) {
            return params.containsKey(name) ? Integer.parseInt(param(name)) : fallback;
        }

        @Override
        public String toString() {
            return stream
                    + partition
                    + params
                    + address.map(each -> " at " + each).orElse("");
        }
    }

    private final Map<String, Function<Call, PageSource.Fetched>> endpoints = new HashMap<>();
    final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();

    FakePages on(String stream, Function<Call, PageSource.Fetched> endpoint) {
        endpoints.put(stream, endpoint);
        return this;
    }

    static PageSource.Fetched page(List<Map<String, @Nullable Object>> records, Map<String, ?> rest) {
        return page(records, rest, PageHeaders.NONE, Optional.empty());
    }

    static PageSource.Fetched page(
            List<Map<String, @Nullable Object>> records,
            Map<String, ?> rest,
            PageHeaders headers,
            Optional<Instant> date) {
        List<Object> copies = new ArrayList<>();
        records.forEach(record -> copies.add(Json.parse(Json.text(record)).orElseThrow()));
        return new PageSource.Fetched.Page(headers, "https://api.test/page", date, stream(copies.iterator(), rest));
    }

    static RecordStream stream(Iterator<Object> records, Map<String, ?> rest) {
        return new RecordStream() {
            @Override
            public @Nullable Object next() {
                return records.hasNext() ? records.next() : null;
            }

            @Override
            public Object rest() {
                return new LinkedHashMap<>(rest);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public PageSource of(StreamSpec spec) {
        Function<Call, PageSource.Fetched> endpoint = endpoints.get(spec.name());
        if (endpoint == null) {
            throw new IllegalArgumentException("The fake API has no stream " + spec.name());
        }
        return new PageSource() {
            @Override
            public Fetch ask(Request request) {
                Call call = call(spec, request);
                return () -> {
                    calls.add(call);
                    return endpoint.apply(call);
                };
            }

            @Override
            @SuppressWarnings("unchecked") // the tests write lists of objects
            public Fetched inline(Object page, Scope scope) {
                return page((List<Map<String, @Nullable Object>>) page, Map.of());
            }
        };
    }

    private static Call call(StreamSpec spec, PageSource.Request request) {
        Map<String, String> params = new LinkedHashMap<>();
        request.options()
                .of(RequestOptions.Where.PARAMETER)
                .forEach((target, value) -> params.put(target.name(), Json.plain(value)));
        return new Call(
                spec.name(),
                params,
                (Map<?, ?>) Optional.ofNullable(request.scope().get("stream_partition"))
                        .orElse(Map.of()),
                (Map<?, ?>) Optional.ofNullable(request.scope().get("stream_interval"))
                        .orElse(Map.of()),
                request.address());
    }
}
