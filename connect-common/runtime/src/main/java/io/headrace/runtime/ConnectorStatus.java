package io.headrace.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker says about a connector.
 *
 * @param name the connector's name
 * @param isSink whether it is a sink, and not a source
 * @param state its state, such as {@code RUNNING}, {@code PAUSED}, {@code STOPPED} or {@code FAILED}
 * @param trace the stack trace of a failed connector, or empty
 * @param tasks its tasks by id
 */
public record ConnectorStatus(String name, boolean isSink, String state, String trace, List<Task> tasks) {

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /**
     * One task.
     *
     * @param id its number, from 0
     * @param state its state, such as {@code RUNNING}, {@code PAUSED} or {@code FAILED}
     * @param worker the worker that runs it, as {@code host:port}
     * @param trace the stack trace of a failed task, or empty
     */
    public record Task(int id, String state, String worker, String trace) {}

    /** {@return whether the connector runs with at least one task and every task runs} */
    public boolean isRunning() {
        return state.equals("RUNNING")
                && !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
    }

    /** {@return whether the connector or one of its tasks has failed} */
    public boolean hasFailed() {
        return state.equals("FAILED")
                || tasks.stream().anyMatch(task -> task.state().equals("FAILED"));
    }

    static ConnectorStatus of(JsonNode json) {
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : json.path("tasks")) {
            tasks.add(new Task(
                    task.path("id").asInt(),
                    task.path("state").asText(),
                    task.path("worker_id").asText(),
                    task.path("trace").asText()));
        }
        JsonNode connector = json.path("connector");
        return new ConnectorStatus(
                json.path("name").asText(),
                json.path("type").asText().equals("sink"),
                connector.path("state").asText(),
                connector.path("trace").asText(),
                tasks);
    }
}
