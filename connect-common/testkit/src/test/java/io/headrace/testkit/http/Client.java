package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP client with less ceremony. */
final class Client {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Headers are names and values in turn. */
    HttpResponse<String> get(String url, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)), headers);
    }

    HttpResponse<String> post(String url, String body, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body)), headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws IOException, InterruptedException {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** {@return the ids of the records at a place of an answer; the answer itself for an empty name} */
    static List<Object> ids(HttpResponse<String> response, String records) {
        Object json = Json.read(response.body());
        Object at = records.isEmpty() ? json : field(json, records);
        List<Object> ids = new ArrayList<>();
        if (at instanceof List<?> list) {
            list.forEach(record -> ids.add(field(record, "id")));
        } else {
            throw new AssertionError("No list at '" + records + "' in " + response.body());
        }
        return ids;
    }

    /** {@return a field by its dotted path; the text {@code null} for null or none} */
    static Object field(@Nullable Object json, String path) {
        Object at = json;
        for (String name : path.split("\\.")) {
            at = at instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return at == null ? "null" : at;
    }

    static Object field(HttpResponse<String> response, String path) {
        return field(Json.read(response.body()), path);
    }
}
