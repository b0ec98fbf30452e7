package io.headrace.http.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP server on the loopback address that answers as a test says, and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {

    /** What a request was. */
    public record Asked(
            String method, String path, @Nullable String query, Map<String, List<String>> headers, String body) {

        /** A header; empty when it was not sent. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> String.join(",", entry.getValue()))
                    .findFirst()
                    .orElse("");
        }

        /** Path and query. */
        public String target() {
            return query == null ? path : path + "?" + query;
        }
    }

    /** What is answered. */
    public record Says(int status, Map<String, String> headers, byte[] body, boolean cut) {

        public static Says json(String body) {
            return of(200, body, Map.of("Content-Type", "application/json"));
        }

        public static Says of(int status, String body, Map<String, String> headers) {
            return new Says(status, headers, body.getBytes(StandardCharsets.UTF_8), false);
        }

        public static Says status(int status) {
            return of(status, "", Map.of());
        }

        public static Says redirect(int status, String location) {
            return of(status, "", Map.of("Location", location));
        }

        /** The body ends before its announced length. */
        public Says cutShort() {
            return new Says(status, headers, body, true);
        }

        public Says with(String name, String value) {
            Map<String, String> more = new ConcurrentHashMap<>(headers);
            more.put(name, value);
            return new Says(status, more, body, cut);
        }
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Says> script = request -> Says.status(404);

    public FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** How requests are answered from now on. */
    public void answers(Function<Asked, Says> how) {
        script = how;
    }

    /** Answers in this order, the last one again and again. */
    public void answersInOrder(Says... all) {
        List<Says> left = new ArrayList<>(List.of(all));
        script = request -> {
            synchronized (left) {
                return left.size() > 1 ? left.remove(0) : left.get(0);
            }
        };
    }

    /** What was asked so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public Asked last() {
        return asked.get(asked.size() - 1);
    }

    /** The address without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The same server under another name. */
    public String urlAs(String host) {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(request);
        Says says = script.apply(request);
        says.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        int length = says.body().length;
        try (exchange) {
            exchange.sendResponseHeaders(says.status(), says.cut() ? length + 100 : length == 0 ? -1 : length);
            exchange.getResponseBody().write(says.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
