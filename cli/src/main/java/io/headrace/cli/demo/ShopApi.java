package io.headrace.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shop's API on the loopback address, with what makes APIs hard to read: tokens that soon expire, pages by cursor, and a limit that is hit now and then. */
final class ShopApi implements AutoCloseable {

    static final String CLIENT = "reporting";
    static final String SECRET = "open-sesame";

    private static final Duration TOKEN_LIFE = Duration.ofSeconds(5);
    private static final int PAGE = 25;
    private static final int REFUSED_EVERY = 50;
    private static final Pattern EVENTS = Pattern.compile("/v1/shipments/([0-9]+)/events");

    private final Shipments shipments;
    private final HttpServer server;
    private final Map<String, Long> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private ShopApi(Shipments shipments, HttpServer server) {
        this.shipments = shipments;
        this.server = server;
    }

    static ShopApi start(Shipments shipments) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ShopApi api = new ShopApi(shipments, server);
            server.createContext("/oauth/token", exchange -> answer(exchange, api::token));
            server.createContext("/v1/", exchange -> answer(exchange, api::data));
            server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's API cannot listen on 127.0.0.1", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Access tokens that were given. */
    int tokens() {
        return tokens.size();
    }

    /** Pages that were given. */
    int pages() {
        return pages.get();
    }

    /** Requests that were told to come again later. */
    int refused() {
        return refused.get();
    }

    private record Answer(int status, JsonNode body) {
        static Answer error(int status, String what) {
            return new Answer(status, JsonNodeFactory.instance.objectNode().put("error", what));
        }
    }

    private interface Door {
        Answer open(HttpExchange exchange) throws IOException;
    }

    private static void answer(HttpExchange exchange, Door door) throws IOException {
        try (exchange) {
            Answer answer = opened(exchange, door);
            byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (answer.status() == 429) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Answer opened(HttpExchange exchange, Door door) throws IOException {
        try {
            return door.open(exchange);
        } catch (DateTimeException | IllegalArgumentException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        }
    }

    private Answer token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!"client_credentials".equals(form.get("grant_type"))
                || !CLIENT.equals(form.get("client_id"))
                || !SECRET.equals(form.get("client_secret"))) {
            return Answer.error(401, "invalid_client");
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, System.nanoTime() + TOKEN_LIFE.toNanos());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("access_token", token).put("token_type", "Bearer").put("expires_in", TOKEN_LIFE.toSeconds());
        return new Answer(200, body);
    }

    private Answer data(HttpExchange exchange) {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .replace("Bearer ", "");
        Long end = tokens.get(token);
        if (end == null || System.nanoTime() - end > 0) {
            return Answer.error(401, "this token is unknown or has expired");
        }
        if (asked.incrementAndGet() % REFUSED_EVERY == 0) {
            refused.incrementAndGet();
            return Answer.error(429, "too many requests");
        }
        Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
        String path = exchange.getRequestURI().getPath();
        Matcher events = EVENTS.matcher(path);
        if (events.matches()) {
            return page(shipments.eventsOf(Long.parseLong(events.group(1))), "id", query);
        }
        if (path.equals("/v1/shipments")) {
            Instant since = Instant.parse(query.getOrDefault("updated_since", "1970-01-01T00:00:00Z"));
            return page(shipments.since(since), "updated_at", query);
        }
        return Answer.error(404, "there is no " + path);
    }

    /** The records behind that which the cursor names. */
    private Answer page(List<ObjectNode> all, String order, Map<String, String> query) {
        String cursor = query.getOrDefault("after", "");
        String last = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        List<ObjectNode> rest = all.stream()
                .filter(record -> last.isEmpty() || isBehind(record.path(order), last))
                .toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("data").addAll(rest.subList(0, Math.min(PAGE, rest.size())));
        if (rest.size() > PAGE) {
            String next = rest.get(PAGE - 1).path(order).asText();
            body.put("next", Base64.getUrlEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8)));
        } else {
            body.putNull("next");
        }
        pages.incrementAndGet();
        return new Answer(200, body);
    }

    private static boolean isBehind(JsonNode value, String last) {
        return value.isNumber()
                ? value.asLong() > Long.parseLong(last)
                : value.asText().compareTo(last) > 0;
    }

    private static Map<String, String> parameters(@Nullable String text) {
        Map<String, String> parameters = new HashMap<>();
        if (text != null) {
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
