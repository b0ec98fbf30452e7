package io.headrace.duckdb;

import io.headrace.sink.HeadraceSinkTask;

/** The one task of a {@link DuckDbSinkConnector}. */
public final class DuckDbSinkTask extends HeadraceSinkTask {

    public DuckDbSinkTask() {
        super(new DuckDbDestinationFactory());
    }
}
