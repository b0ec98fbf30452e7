package io.headrace.source.http.poll;

import io.headrace.http.wire.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a task in its connector.
 *
 * @param number of the task, from 0
 * @param count of the tasks
 * @param partitions the source partitions that are the task's own
 */
public record TaskShare(int number, int count, Set<Map<String, String>> partitions) {

    private static final String NUMBER = "task.number";
    private static final String COUNT = "task.count";
    private static final String UNITS = "task.units";

    static TaskShare of(int number, int count, List<Unit> units) {
        Set<Map<String, String>> partitions = new HashSet<>();
        units.forEach(unit -> partitions.add(unit.partition()));
        return new TaskShare(number, count, partitions);
    }

    /** The properties of the task: the connector's, and the share. */
    Map<String, String> onTopOf(Map<String, String> properties) {
        Map<String, String> task = new HashMap<>(properties);
        task.put(NUMBER, Integer.toString(number));
        task.put(COUNT, Integer.toString(count));
        task.put(UNITS, Json.text(List.copyOf(partitions)));
        return task;
    }

    /** What {@link #onTopOf} wrote. */
    public static TaskShare in(Map<String, String> task) {
        Set<Map<String, String>> partitions = new HashSet<>();
        if (Json.parse(task.getOrDefault(UNITS, "[]")).orElse(List.of()) instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> map) {
                    partitions.add(Map.of(
                            Unit.STREAM, String.valueOf(map.get(Unit.STREAM)),
                            Unit.PART, String.valueOf(map.get(Unit.PART))));
                }
            }
        }
        return new TaskShare(
                Integer.parseInt(task.getOrDefault(NUMBER, "0")),
                Integer.parseInt(task.getOrDefault(COUNT, "1")),
                Set.copyOf(partitions));
    }

    /** The connector's properties again. */
    public static Map<String, String> without(Map<String, String> task) {
        Map<String, String> properties = new HashMap<>(task);
        properties.keySet().removeAll(List.of(NUMBER, COUNT, UNITS, "task.class"));
        return properties;
    }
}
