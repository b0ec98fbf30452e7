package io.headrace.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headrace.runtime.ConnectClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * A configuration with a mistake.
 *
 * @param mistake the mistake in words
 * @param changes what differs from a good configuration; null takes a key out
 * @param keys the keys that must carry the errors, and no others
 */
record WrongConfig(String mistake, Map<String, @Nullable String> changes, List<String> keys) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** One changed key, which carries the error. */
    static WrongConfig of(String mistake, String key, @Nullable String value) {
        return new WrongConfig(mistake, changed(key, value), List.of(key));
    }

    /** Another changed key. */
    WrongConfig and(String key, @Nullable String value) {
        Map<String, @Nullable String> more = new LinkedHashMap<>(changes);
        more.put(key, value);
        return new WrongConfig(mistake, more, keys);
    }

    /** Where the error stands, when that is not the changed key. */
    WrongConfig at(String... others) {
        return new WrongConfig(mistake, changes, List.of(others));
    }

    /** {@return this case as a part of the page, with the errors that the worker answers} */
    String ask(ConnectClient connect, Map<String, String> good, String secret, SoftAssertions softly) {
        Map<String, String> config = new LinkedHashMap<>(good);
        changes.forEach((key, value) -> {
            if (value == null) {
                config.remove(key);
            } else {
                config.put(key, value);
            }
        });
        Map<String, List<String>> errors = connect.validate(config);
        softly.assertThat(errors.keySet()).as("%s: %s", mistake, errors).containsExactlyInAnyOrderElementsOf(keys);
        softly.assertThat(answer(connect.url(), config)).as(mistake).doesNotContain(secret);

        List<String> lines = new ArrayList<>();
        errors.values().forEach(lines::addAll);
        return "### " + mistake + "\n\n```json\n" + json(changes).replace(secret, "…") + "\n```\n\n```text\n"
                + String.join("\n", lines) + "\n```\n";
    }

    /** The whole answer: it holds the values of all keys beside the errors. */
    private static String answer(String worker, Map<String, String> config) {
        URI validate = URI.create(worker + "/connector-plugins/" + config.get("connector.class") + "/config/validate");
        HttpRequest request = HttpRequest.newBuilder(validate)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json(config)))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, @Nullable String> changed(String key, @Nullable String value) {
        Map<String, @Nullable String> changed = new LinkedHashMap<>();
        changed.put(key, value);
        return changed;
    }

    private static String json(Map<String, @Nullable String> config) {
        try {
            return JSON.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
