package io.headrace.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A client of a Connect worker's REST interface, as documented in Kafka's "REST API" chapter. Every call throws
 * {@link RestException} when the worker refuses, and repeats itself while the worker's group is rebalancing (HTTP 409).
 * Safe for use by several threads.
 */
public final class ConnectClient {
    /**
     * A distributed worker with exactly-once sources reads its offset topic to the end before it is ready, and a
     * transaction that a killed worker left open blocks that until it times out, after a minute by default.
     */
    public static final Duration START_DEADLINE = Duration.ofMinutes(2);

    private static final int NOT_FOUND = 404;

    private final Rest rest;

    /** @param url the worker's REST interface, such as {@code http://127.0.0.1:8083} */
    public ConnectClient(String url) {
        this.rest = new Rest(url);
    }

    /** {@return the worker's REST interface} */
    public String url() {
        return rest.url();
    }

    /**
     * Waits until the worker answers and has joined its group.
     *
     * @throws IllegalStateException when that does not happen before the deadline
     */
    public void awaitReady(Duration deadline) {
        Await.until("the Connect worker at " + url() + " to answer", deadline, this::isReady);
    }

    /** {@return whether the worker has started and, when distributed, joined its group (KIP-1017, since Kafka 3.9)} */
    public boolean isReady() {
        return rest.answers("/health");
    }

    /** {@return the names of the connectors} */
    public List<String> connectors() {
        List<String> names = new ArrayList<>();
        rest.get("/connectors").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Creates a connector, or gives an existing one a new configuration. */
    public void put(String name, Map<String, String> config) {
        rest.put("/connectors/" + Rest.segment(name) + "/config", config);
    }

    /** Deletes a connector; its offsets stay. */
    public void delete(String name) {
        rest.delete("/connectors/" + Rest.segment(name));
    }

    /** Suspends the connector and its tasks, which keep their resources. */
    public void pause(String name) {
        rest.put("/connectors/" + Rest.segment(name) + "/pause", null);
    }

    /** Goes on after {@link #pause} or {@link #stop}. */
    public void resume(String name) {
        rest.put("/connectors/" + Rest.segment(name) + "/resume", null);
    }

    /** Stops the connector and ends its tasks; its offsets may be changed then. */
    public void stop(String name) {
        rest.put("/connectors/" + Rest.segment(name) + "/stop", null);
    }

    /** Restarts the connector and all its tasks. */
    public void restart(String name) {
        rest.post("/connectors/" + Rest.segment(name) + "/restart?includeTasks=true");
    }

    /** {@return the state of the connector and its tasks} */
    public ConnectorStatus status(String name) {
        return ConnectorStatus.of(rest.get("/connectors/" + Rest.segment(name) + "/status"));
    }

    /**
     * Waits until the connector and all its tasks run.
     *
     * @throws IllegalStateException as soon as one has failed, with its trace, or when the deadline passes
     */
    public ConnectorStatus awaitRunning(String name, Duration deadline) {
        return awaitStatus(name, deadline, "running", status -> {
            if (status.hasFailed()) {
                throw new IllegalStateException("Connector " + name + " failed: " + status);
            }
            return status.isRunning();
        });
    }

    /**
     * Waits until the connector is as wanted.
     *
     * @param wanted the condition in a word, for the message
     * @throws IllegalStateException when the deadline passes, with the last status
     */
    public ConnectorStatus awaitStatus(
            String name, Duration deadline, String wanted, Predicate<ConnectorStatus> condition) {
        return Await.until(
                        "connector " + name + " to be " + wanted,
                        deadline,
                        () -> findStatus(name),
                        status -> status.isPresent() && condition.test(status.get()))
                .orElseThrow();
    }

    /** A connector just created is unknown for a moment. */
    private Optional<ConnectorStatus> findStatus(String name) {
        try {
            return Optional.of(status(name));
        } catch (RestException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** {@return the connector's offsets as the worker tells them: objects with {@code partition} and {@code offset}} */
    public List<JsonNode> offsets(String name) {
        List<JsonNode> offsets = new ArrayList<>();
        rest.get(offsetsPath(name)).path("offsets").forEach(offsets::add);
        return offsets;
    }

    /**
     * Changes offsets of a stopped connector.
     *
     * @param offsets {@code {"offsets": [{"partition": …, "offset": …}]}}; an offset of {@code null} is reset
     */
    public void alterOffsets(String name, JsonNode offsets) {
        rest.patch(offsetsPath(name), offsets);
    }

    /** Forgets all offsets of a stopped connector. */
    public void resetOffsets(String name) {
        rest.delete(offsetsPath(name));
    }

    /**
     * Has the connector check a configuration, which must hold {@code connector.class}.
     *
     * @return the errors by key, in the worker's order; empty when the configuration is good
     */
    public Map<String, List<String>> validate(Map<String, String> config) {
        String connector = config.getOrDefault("connector.class", "");
        JsonNode infos = rest.put("/connector-plugins/" + Rest.segment(connector) + "/config/validate", config);
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (JsonNode info : infos.path("configs")) {
            JsonNode value = info.path("value");
            List<String> texts = new ArrayList<>();
            value.path("errors").forEach(text -> texts.add(text.asText()));
            if (!texts.isEmpty()) {
                errors.put(value.path("name").asText(), List.copyOf(texts));
            }
        }
        return errors;
    }

    /** {@return the class names of all plugins of the given type: {@code source}, {@code sink}, {@code converter}, …} */
    public List<String> plugins(String type) {
        List<String> classes = new ArrayList<>();
        for (JsonNode plugin : rest.get("/connector-plugins?connectorsOnly=false")) {
            if (plugin.path("type").asText().equals(type)) {
                classes.add(plugin.path("class").asText());
            }
        }
        return classes;
    }

    private static String offsetsPath(String name) {
        return "/connectors/" + Rest.segment(name) + "/offsets";
    }
}
