package io.headrace.testkit.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** The metrics that one task shows. */
final class FakeMetrics implements PluginMetrics {

    private static final MetricConfig CONFIG = new MetricConfig();

    private final Map<String, MetricValueProvider<?>> shown = new LinkedHashMap<>();

    /** Its value now; 0 when the task shows no such metric. */
    long value(String name) {
        return shown.get(name) instanceof Gauge<?> gauge && gauge.value(CONFIG, 0) instanceof Number number
                ? number.longValue()
                : 0;
    }

    @Override
    @SuppressWarnings("NonApiType") // Kafka's signature
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
        return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName metric, MetricValueProvider<?> value) {
        if (shown.putIfAbsent(metric.name(), value) != null) {
            throw new IllegalArgumentException("A metric named '" + metric.name() + "' is there already");
        }
    }

    @Override
    public void removeMetric(MetricName metric) {
        if (shown.remove(metric.name()) == null) {
            throw new IllegalArgumentException("There is no metric '" + metric.name() + "'");
        }
    }

    @Override
    public Sensor addSensor(String name) {
        throw new UnsupportedOperationException("The engine uses no sensors");
    }

    @Override
    public void removeSensor(String name) {
        throw new UnsupportedOperationException("The engine uses no sensors");
    }
}
