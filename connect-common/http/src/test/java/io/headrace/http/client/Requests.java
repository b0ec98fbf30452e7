package io.headrace.http.client;

import io.headrace.http.fake.FakeApi;
import io.headrace.http.fake.MovableClock;
import io.headrace.http.fake.Specs;
import io.headrace.http.spec.Component;
import io.headrace.http.wire.RequestOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A context, an API and a clock for tests of requests; waits are jumped over. */
final class Requests implements AutoCloseable {

    final FakeApi api = new FakeApi();
    final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    final HttpContexts contexts = new HttpContexts();
    final HttpContext context;

    Requests() {
        this(Map.of(), options -> {});
    }

    Requests(Map<String, ? extends @Nullable Object> config, Consumer<HttpOptions.Builder> more) {
        HttpOptions.Builder options = HttpOptions.builder("test", config)
                .clock(clock)
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ofSeconds(10));
        more.accept(options);
        this.context = contexts.open(options.build());
    }

    Requester requester(Map<String, ? extends @Nullable Object> fields) {
        return Requester.of(component(fields), context);
    }

    Component component(Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("url_base", api.url());
        all.put("path", "/items");
        all.putAll(fields);
        if (all.containsKey("url")) {
            all.remove("url_base");
            all.remove("path");
        }
        return Specs.of("HttpRequester", all);
    }

    Exchange exchange(Map<String, ? extends @Nullable Object> fields) {
        return requester(fields).request(context.scope(), RequestOptions.none());
    }

    /** Sends until there is something else than a wait. */
    Reply settle(Exchange exchange) {
        Reply reply = exchange.send();
        while (reply instanceof Wait wait) {
            if (wait.until().isAfter(clock.instant())) {
                clock.set(wait.until());
            }
            reply = exchange.send();
        }
        return reply;
    }

    /** The body of an answer as JSON. */
    static Object json(Reply reply) {
        try (Answer answer = (Answer) reply) {
            return answer.json().orElse("nothing");
        }
    }

    @Override
    public void close() {
        context.close();
        api.close();
    }
}
