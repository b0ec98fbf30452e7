package io.headrace.postgres;

import io.headrace.sink.HeadraceSinkTask;

/** A task of a {@link PostgresSinkConnector}. */
public final class PostgresSinkTask extends HeadraceSinkTask {

    public PostgresSinkTask() {
        super(new PostgresDestinationFactory());
    }
}
