package io.headrace.filesink;

import com.google.auto.service.AutoService;
import io.headrace.sink.HeadraceSinkConnector;
import org.apache.kafka.connect.sink.SinkConnector;

/** Kafka topics to Parquet or JSON Lines files. */
@AutoService(SinkConnector.class)
public final class FilesSinkConnector extends HeadraceSinkConnector {

    public FilesSinkConnector() {
        super(new FilesDestinationFactory(), FilesSinkTask.class);
    }
}
