package io.headrace.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP to a Connect worker. */
final class Rest {
    /** A worker answers {@code validate} within 90 s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(100);

    /** How long a rebalance may keep a worker from taking requests. */
    private static final Duration REBALANCE = Duration.ofSeconds(60);

    private static final int CONFLICT = 409;

    private final String url;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Rest(String url) {
        this.url = url;
    }

    String url() {
        return url;
    }

    /** {@return the text as one path segment} */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return request("GET", path, null);
    }

    JsonNode put(String path, @Nullable Object body) {
        return request("PUT", path, body);
    }

    JsonNode post(String path) {
        return request("POST", path, null);
    }

    JsonNode patch(String path, Object body) {
        return request("PATCH", path, body);
    }

    JsonNode delete(String path) {
        return request("DELETE", path, null);
    }

    /** {@return whether something answers, and with a success} */
    boolean answers(String path) {
        try {
            return send("GET", path, null).statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private JsonNode request(String method, String path, @Nullable Object body) {
        HttpResponse<String> response = Await.until(
                method + " " + url + path + " after a rebalance",
                REBALANCE,
                () -> send(method, path, body),
                answer -> answer.statusCode() != CONFLICT);
        JsonNode json = parse(response.body());
        if (response.statusCode() >= 300) {
            throw new RestException(response.statusCode(), json.path("message").asText(response.body()));
        }
        return json;
    }

    private HttpResponse<String> send(String method, String path, @Nullable Object body) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json(body));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, publisher)
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach the Connect worker: " + method + " " + url + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + method + " " + url + path, e);
        }
    }

    private JsonNode parse(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private String json(Object body) {
        try {
            return mapper.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not to be written as JSON: " + body.getClass(), e);
        }
    }
}
