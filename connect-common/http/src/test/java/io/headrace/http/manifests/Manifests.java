package io.headrace.http.manifests;

import io.headrace.testkit.http.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The declarations and what lies beside each: settings, the requests that reading sends, the records that come out. */
final class Manifests {

    private Manifests() {}

    static String text(String name) {
        return resource(name + ".yaml");
    }

    /** {@return the declaration as plain values, without references resolved} */
    static Map<String, @Nullable Object> plain(String name) {
        return object(new Yaml(new SafeConstructor(new LoaderOptions())).load(text(name)));
    }

    /** {@return the settings of the user; {@code reads} is ours and says how often each stream is read} */
    static Map<String, @Nullable Object> config(String name, String url) {
        return object(Json.read(resource(name + ".config.json").replace("${url}", url)));
    }

    static List<String> requests(String name) {
        return resource(name + ".requests.txt").lines().toList();
    }

    static List<Map<String, @Nullable Object>> records(String name) {
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        resource(name + ".records.jsonl").lines().forEach(line -> records.add(object(Json.read(line))));
        return records;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException("Not an object: " + json);
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        fields.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static String resource(String name) {
        try (InputStream in = Manifests.class.getResourceAsStream("/manifests/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("No such resource: manifests/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
