package io.headrace.postgres;

import com.google.auto.service.AutoService;
import io.headrace.sink.HeadraceSinkConnector;
import org.apache.kafka.connect.sink.SinkConnector;

/** Loads topics into PostgreSQL tables, in bulk and exactly once. */
@AutoService(SinkConnector.class)
public final class PostgresSinkConnector extends HeadraceSinkConnector {

    public PostgresSinkConnector() {
        super(new PostgresDestinationFactory(), PostgresSinkTask.class);
    }
}
