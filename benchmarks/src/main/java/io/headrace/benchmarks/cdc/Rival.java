package io.headrace.benchmarks.cdc;

import io.headrace.benchmarks.contest.Role;
import io.headrace.testkit.server.PluginDirs;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A source, and the sink that goes with it.
 *
 * @param name what the results call it
 * @param plugins puts the jars of both where a worker finds them
 * @param source the source's settings, for a bank and a name that is good as topic prefix and slot; from now on, without what is there already
 * @param sink the sink's settings, for the database that it fills and that name
 */
public record Rival(
        Role role,
        String name,
        Consumer<PluginDirs> plugins,
        BiFunction<Address, String, Map<String, String>> source,
        BiFunction<Address, String, Map<String, String>> sink) {

    /**
     * A database.
     *
     * @param port of a server on the loopback address
     */
    public record Address(int port, String database) {}
}
