package io.headrace.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** A manifest's settings in a JSON file, nested as the manifest asks for them. In texts {@code ${env:NAME}} and {@code ${file:/path:key}} stand for secrets, as in connectors. */
final class SettingsFile {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String PREFIX = "config.";
    private static final Pattern LEFT = Pattern.compile("\\$\\{(env|file):([^}]*)}");

    private SettingsFile() {}

    /** Texts by key, {@code config.credentials.client_id} for example. */
    static Map<String, String> read(Path file) {
        JsonNode root = parse(file);
        if (!root.isObject()) {
            throw new IllegalArgumentException(file + " holds no settings; it must be {\"name\": \"value\", …}.");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        flatten(PREFIX, root, texts);
        return resolved(file, texts);
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> texts) {
        node.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(key + ".", value, texts);
            } else if (!value.isNull()) {
                texts.put(key, value.isTextual() ? value.textValue() : value.toString());
            }
        });
    }

    /** The settings with what providers know in place of their names. */
    static Map<String, String> resolved(Path file, Map<String, String> texts) {
        try (EnvVarConfigProvider environment = new EnvVarConfigProvider();
                FileConfigProvider files = new FileConfigProvider()) {
            environment.configure(Map.of());
            files.configure(Map.of());
            Map<String, String> resolved =
                    new LinkedHashMap<>(new ConfigTransformer(Map.of("env", environment, "file", files))
                            .transform(texts)
                            .data());
            resolved.forEach((key, text) -> refuseLeft(file, key, text));
            return resolved;
        } catch (ConfigException | IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static void refuseLeft(Path file, String key, String text) {
        Matcher left = LEFT.matcher(text);
        if (left.find()) {
            throw new IllegalArgumentException(file + ": " + key + ": "
                    + (left.group(1).equals("env")
                            ? "there is no environment variable " + left.group(2) + "; export it."
                            : "there is no entry for " + left.group() + "; write it into that file."));
        }
    }

    /** Where each setting stands. Names that come twice, on several levels, are where the first of them is. */
    static Map<String, Integer> lines(Path file) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        Origin.linesOf(SourceFile.text(file)).forEach((name, line) -> lines.put(PREFIX + name, line));
        return lines;
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(SourceFile.text(file));
        } catch (JsonProcessingException e) {
            // Without the source in the message: settings may hold secrets.
            throw new IllegalArgumentException(file + " is not JSON: something is wrong at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ".");
        }
    }
}
