package io.headrace.sink;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.sink.spi.Destination;

/** The one thing a sink plugin brings besides its names: its settings, its checks, and its destination. */
public interface DestinationFactory {

    /** The target's own settings; the engine adds those every sink has. */
    Settings settings();

    /**
     * Adds what is wrong across keys and, unless {@code validate.connect} is off, whether the system answers, the login works and the privileges suffice. Ends within
     * some 20 seconds, because the REST request that asks waits for it.
     */
    void validate(Values values, Problems problems);

    /** Makes a destination for one task; does no I/O. */
    Destination create(Values values, String connectorName, int taskId);

    /** Whether rows can be updated and deleted by key. */
    boolean merges();

    /** The most tasks that may load one target at once. */
    default int maxTasks() {
        return Integer.MAX_VALUE;
    }
}
