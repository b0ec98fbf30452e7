package io.headrace.core.metrics;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * The metrics of one task. On Kafka 4.1 and later they are Connect's own plugin metrics and go wherever the worker's reporters send them; before, they are the
 * attributes of the MBean {@code io.headrace:type=…,connector=…,task=…}. Closing takes them away.
 */
public final class TaskMetrics implements AutoCloseable {

    private final Registry registry;
    private final LongSupplier nanos;

    TaskMetrics(Registry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
    }

    /** The metrics of a sink task. */
    public static TaskMetrics ofSink(SinkTaskContext context, String connector, int task) {
        return of(() -> PluginRegistry.of(context), "sink-task", connector, task);
    }

    /** The metrics of a source task. */
    public static TaskMetrics ofSource(SourceTaskContext context, String connector, int task) {
        return of(() -> PluginRegistry.of(context), "source-task", connector, task);
    }

    private static TaskMetrics of(Supplier<Registry> plugin, String type, String connector, int task) {
        return new TaskMetrics(pluginOrJmx(plugin, type, connector, task), System::nanoTime);
    }

    /** KIP-877 asks plugins that also run on older workers to catch these two errors. */
    private static Registry pluginOrJmx(Supplier<Registry> plugin, String type, String connector, int task) {
        try {
            return plugin.get();
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            return JmxRegistry.open(type, connector, task);
        }
    }

    /** A counter, shown as {@code NAME-total} and {@code NAME-rate} (per second, over the last minute). */
    public Counter counter(String name, String doc) {
        Counter counter = new Counter(nanos);
        registry.add(name + "-total", doc, counter::total);
        registry.add(name + "-rate", doc + ", per second over the last minute", counter::perSecond);
        return counter;
    }

    /** A timer, shown as {@code NAME-total} (how often), {@code NAME-ms-total} and {@code NAME-ms-max} (over the last minute). */
    public Timer timer(String name, String doc) {
        Timer timer = new Timer(nanos);
        registry.add(name + "-total", doc, timer::count);
        registry.add(
                name + "-ms-total",
                doc + ", milliseconds in all",
                () -> timer.total().toMillis());
        registry.add(
                name + "-ms-max",
                doc + ", the longest of the last minute in milliseconds",
                () -> timer.longest().toMillis());
        return timer;
    }

    /**
     * A value that is asked for when somebody looks.
     *
     * @param value called from any thread; must not block
     */
    public void gauge(String name, String doc, LongSupplier value) {
        registry.add(name, doc, value::getAsLong);
    }

    @Override
    public void close() {
        registry.close();
    }
}
