package io.headrace.sink;

import io.headrace.core.config.Values;
import io.headrace.core.metrics.SinkMetrics;
import io.headrace.core.metrics.TaskMetrics;
import io.headrace.core.record.RecordDecoders;
import io.headrace.sink.direct.DirectDecoder;
import io.headrace.sink.engine.EngineParts;
import io.headrace.sink.engine.SinkEngine;
import io.headrace.sink.options.SinkOptions;
import io.headrace.sink.options.SinkOptionsParser;
import io.headrace.sink.plan.TablePlanner;
import io.headrace.sink.spi.Destination;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Connect's side of the engine: puts it together and passes the calls on. */
public abstract class HeadraceSinkTask extends SinkTask {

    private final DestinationFactory factory;
    private final SinkEnvironment environment;
    private @Nullable SinkEngine engine;

    protected HeadraceSinkTask(DestinationFactory factory) {
        this(factory, SinkEnvironment.production());
    }

    protected HeadraceSinkTask(DestinationFactory factory, SinkEnvironment environment) {
        this.factory = factory;
        this.environment = environment;
    }

    @Override
    public String version() {
        return Version.of(getClass());
    }

    @Override
    public void start(Map<String, String> properties) {
        Map<String, String> config = new HashMap<>(properties);
        String id = config.remove(HeadraceSinkConnector.TASK_ID);
        int taskId = id == null ? 0 : Integer.parseInt(id);
        Values values = HeadraceSinkConnector.settings(factory).parse(config);
        SinkOptions options = SinkOptionsParser.parse(values, HeadraceSinkConnector.name(config), taskId);
        Destination destination = factory.create(values, options.connector(), taskId);
        engine = new SinkEngine(options, context, parts(options, destination));
    }

    private EngineParts parts(SinkOptions options, Destination destination) {
        return new EngineParts(
                destination,
                environment.brokers().apply(options.kafka()),
                new TablePlanner(destination, options, environment.compactor()),
                DirectDecoder.before(RecordDecoders.create(options.decoder()), options.direct(), environment.random()),
                environment.executors().apply("headrace-loader-" + options.connector() + "-" + options.task()),
                environment.clock(),
                environment.nanoTime(),
                environment.budget(),
                environment.random(),
                new SinkMetrics(TaskMetrics.ofSink(context, options.connector(), options.task())),
                SinkEnvironment::fingerprint,
                environment.identity(),
                environment.loadIds());
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        started().open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        started().put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> consumed) {
        return started().preCommit(consumed);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        if (engine != null) {
            engine.close(partitions);
        }
    }

    @Override
    public void stop() {
        if (engine != null) {
            engine.stop();
            engine = null;
        }
    }

    private SinkEngine started() {
        if (engine == null) {
            throw new IllegalStateException("The task was not started");
        }
        return engine;
    }
}
