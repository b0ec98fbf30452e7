package io.headrace.duckdb;

import com.google.auto.service.AutoService;
import io.headrace.sink.HeadraceSinkConnector;
import org.apache.kafka.connect.sink.SinkConnector;

/** Loads topics into a DuckDB file, in bulk and exactly once. */
@AutoService(SinkConnector.class)
public final class DuckDbSinkConnector extends HeadraceSinkConnector {

    public DuckDbSinkConnector() {
        super(new DuckDbDestinationFactory(), DuckDbSinkTask.class);
    }
}
