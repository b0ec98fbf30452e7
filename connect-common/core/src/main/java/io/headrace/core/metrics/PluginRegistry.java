package io.headrace.core.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connect's plugin metrics. The only class that names {@link PluginMetrics}, which workers before Kafka 4.1 do not have: its factories throw
 * {@link NoSuchMethodError} there.
 */
final class PluginRegistry implements Registry {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final PluginMetrics metrics;
    private final List<MetricName> names = new ArrayList<>();

    private PluginRegistry(PluginMetrics metrics) {
        this.metrics = metrics;
    }

    static Registry of(SinkTaskContext context) {
        return new PluginRegistry(context.pluginMetrics());
    }

    static Registry of(SourceTaskContext context) {
        return new PluginRegistry(context.pluginMetrics());
    }

    @Override
    public synchronized void add(String name, String doc, Supplier<Number> value) {
        MetricName metric = metrics.metricName(name, doc, new LinkedHashMap<>());
        Gauge<Number> gauge = (config, now) -> value.get();
        try {
            metrics.addMetric(metric, gauge);
            names.add(metric);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // A task that Connect gave up on holds its metrics until it ends; that must not keep this one from working.
            LOG.warn("The metric {} is not shown: {}", name, e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        for (MetricName name : names) {
            try {
                metrics.removeMetric(name);
            } catch (IllegalArgumentException | IllegalStateException e) {
                LOG.debug("Connect had removed the metric {} before", name.name());
            }
        }
        names.clear();
    }
}
