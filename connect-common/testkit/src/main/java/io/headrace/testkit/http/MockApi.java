package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import io.headrace.testkit.http.wire.WireServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * An API on a free port of 127.0.0.1 that does what a test says: routes with handlers, behaviours around them, and a log of
 * every request. Of several routes that match, the one added last answers. Safe for use by several threads.
 */
public final class MockApi implements AutoCloseable {
    private final RequestLog log = new RequestLog();
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final List<Behaviour> behaviours = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private volatile Supplier<Instant> time = Instant::now;
    private final WireServer server = WireServer.start(this::answer, this::time);

    private MockApi() {}

    public static MockApi start() {
        return new MockApi();
    }

    /** {@return the address without a slash at its end, such as {@code http://127.0.0.1:12345}} */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** {@return the address of a path, which begins with a slash} */
    public String url(String path) {
        return url() + path;
    }

    public RequestLog log() {
        return log;
    }

    /** Adds a route; {@code path} may have placeholders, as in {@code /repos/{repo}/issues}. */
    public Route on(String method, String path, Handler handler) {
        Route route = new Route(method, path, handler);
        routes.add(0, route);
        return route;
    }

    public Route get(String path, Handler handler) {
        return on("GET", path, handler);
    }

    public Route post(String path, Handler handler) {
        return on("POST", path, handler);
    }

    /** Puts a behaviour before every route, inside those added earlier. */
    public MockApi with(Behaviour behaviour) {
        behaviours.add(behaviour);
        return this;
    }

    /** Takes all behaviours away that were added with {@link #with}. */
    public void calm() {
        behaviours.clear();
    }

    /** {@return what the server takes for the time; its {@code Date} header says it} */
    public Instant time() {
        return time.get();
    }

    /** Stops the server's clock, or moves it there. */
    public void timeIs(Instant now) {
        time = () -> now;
    }

    /** Lets a test tell the server's time. */
    public void timeIs(Supplier<Instant> clock) {
        time = clock;
    }

    /** Lets the server's clock run ahead of this machine's, or behind it. */
    public void clockIsOffBy(Duration ahead) {
        time = () -> Instant.now().plus(ahead);
    }

    /** {@return how many connections were made so far} */
    public long connections() {
        return server.connections();
    }

    /** Ends all connections, whatever they are at. */
    public void hangUp() {
        server.hangUp();
    }

    /** @throws AssertionError when a handler failed, which is a fault of the test and not an answer */
    @Override
    public void close() {
        server.close();
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError("A handler of the mock API failed " + failures.size() + " times");
            failures.forEach(error::addSuppressed);
            throw error;
        }
    }

    private Reply answer(Call call) {
        log.add(call);
        try {
            Handler handler = this::dispatch;
            for (int i = behaviours.size() - 1; i >= 0; i--) {
                handler = behaviours.get(i).before(handler);
            }
            return handler.answer(call);
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
            return Reply.text(500, "The mock API failed: " + e);
        }
    }

    private Reply dispatch(Call call) {
        String path = call.path();
        for (Route route : routes) {
            Map<String, String> vars = route.match(call.method(), path);
            if (vars != null) {
                return route.answer(vars.isEmpty() ? call : call.with(vars));
            }
        }
        return Reply.json(404, Map.of("error", "no such route: " + call.method() + ' ' + path));
    }
}
