package io.headrace.benchmarks.contest;

import io.headrace.benchmarks.goal.Target;
import io.headrace.testkit.server.PluginDirs;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who is measured.
 *
 * @param role ours, the peer or the limit
 * @param name what the results call it
 * @param plugin puts its jars where a worker finds them
 * @param config the connector's settings for a place, without those that all contenders have
 * @param target where its rows are found afterwards
 */
public record Contender(
        Role role,
        String name,
        Consumer<PluginDirs> plugin,
        Function<Place, Map<String, String>> config,
        Function<Place, Target> target) {}
