package io.headrace.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connector as one POSTs it to a cluster: {@code {"name": …, "config": {…}}}, or the configuration alone with its {@code name} inside.
 */
public record ConnectorFile(Path file, String name, Map<String, String> config) {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public ConnectorFile {
        config = Map.copyOf(config);
    }

    /** @throws IllegalArgumentException saying what is wrong with the file and what it should hold */
    public static ConnectorFile read(Path file) {
        JsonNode root = parse(file);
        JsonNode config = root.has("config") ? root.get("config") : root;
        if (!config.isObject()) {
            throw new IllegalArgumentException(
                    file + " is not a connector; it must be {\"name\": \"…\", \"config\": {…}}.");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        config.properties().forEach(entry -> settings.put(entry.getKey(), text(file, entry)));
        String name = root.path("name").asText(settings.getOrDefault("name", ""));
        if (name.isBlank()) {
            throw new IllegalArgumentException(file + " names no connector; add \"name\": \"…\".");
        }
        if (!settings.containsKey("connector.class")) {
            throw new IllegalArgumentException(
                    file + " names no plugin; add \"connector.class\": \"…\" to its config.");
        }
        settings.put("name", name);
        return new ConnectorFile(file, name, settings);
    }

    private static String text(Path file, Map.Entry<String, JsonNode> entry) {
        if (entry.getValue().isContainerNode()) {
            throw new IllegalArgumentException(file + ": the value of '" + entry.getKey()
                    + "' is nested; Connect takes text, numbers, true and false. Write lists as text with commas.");
        }
        return entry.getValue().asText();
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("There is no file " + file + ".", e);
        } catch (JsonProcessingException e) {
            // Without the source in the message: a configuration may hold secrets.
            throw new IllegalArgumentException(file + " is not JSON: something is wrong at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ".");
        } catch (IOException e) {
            throw new IllegalArgumentException("File " + file + " cannot be read.", e);
        }
    }
}
