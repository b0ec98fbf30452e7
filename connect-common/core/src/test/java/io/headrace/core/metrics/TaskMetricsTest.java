package io.headrace.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final HandClock clock = new HandClock();

    @Test
    void showsInJmxWhatASinkDoesAndTakesItAway() throws Exception {
        ObjectName name = new ObjectName("io.headrace:type=sink-task,connector=\"a,b\",task=3");
        SinkMetrics sink = new SinkMetrics(new TaskMetrics(JmxRegistry.open("sink-task", "a,b", 3), clock));
        sink.rowsIn().add(100);
        sink.rowsWritten().add(90);
        sink.rowsRejected().add(10);
        sink.offsetsSkipped().add(2);
        sink.retries().add(1);
        sink.flush().add(Duration.ofMillis(40));
        sink.flush().add(Duration.ofMillis(20));
        sink.showDurableLag(() -> 5);
        sink.showBudget(() -> 6, () -> 7);
        sink.showPaused(() -> 2);

        assertThat(jmx(name))
                .containsExactly(
                        entry("budget-bytes", 7L),
                        entry("buffered-bytes", 6L),
                        entry("durable-lag-records", 5L),
                        entry("flush-ms-max", 40L),
                        entry("flush-ms-total", 60L),
                        entry("flush-total", 2L),
                        entry("offsets-skipped-rate", 0.2),
                        entry("offsets-skipped-total", 2L),
                        entry("paused-partitions", 2L),
                        entry("retries-rate", 0.1),
                        entry("retries-total", 1L),
                        entry("rows-in-rate", 10.0),
                        entry("rows-in-total", 100L),
                        entry("rows-rejected-rate", 1.0),
                        entry("rows-rejected-total", 10L),
                        entry("rows-written-rate", 9.0),
                        entry("rows-written-total", 90L));
        assertThatThrownBy(() -> SERVER.getAttribute(name, "none")).isInstanceOf(AttributeNotFoundException.class);
        assertThatThrownBy(() -> SERVER.setAttribute(name, new Attribute("rows-in-total", 1)))
                .isInstanceOf(AttributeNotFoundException.class);

        sink.close();
        sink.close();
        assertThat(SERVER.isRegistered(name)).isFalse();
    }

    @Test
    void theNewerTaskKeepsTheNameWhenTheOlderEnds() throws Exception {
        ObjectName name = new ObjectName("io.headrace:type=sink-task,connector=zombie,task=0");
        TaskMetrics older = new TaskMetrics(JmxRegistry.open("sink-task", "zombie", 0), clock);
        TaskMetrics newer = new TaskMetrics(JmxRegistry.open("sink-task", "zombie", 0), clock);
        older.gauge("which", "Which", () -> 1);
        newer.gauge("which", "Which", () -> 2);

        older.close();
        assertThat(jmx(name)).containsExactly(entry("which", 2L));
        newer.close();
        assertThat(SERVER.isRegistered(name)).isFalse();
    }

    @Test
    void goesThroughTheRuntimesPluginMetricsWhereItHasThem() throws Exception {
        try (Metrics runtime = new Metrics()) {
            PluginMetricsImpl plugin = new PluginMetricsImpl(runtime, Map.of("connector", "c", "task", "0"));
            TaskMetrics sink = TaskMetrics.ofSink(context(SinkTaskContext.class, plugin), "c", 0);
            sink.counter("rows-in", "Records").add(4);

            assertThat(runtimeValues(runtime))
                    .containsEntry("rows-in-total", 4L)
                    .containsKey("rows-in-rate");
            assertThat(SERVER.queryNames(new ObjectName("io.headrace:connector=c,*"), null))
                    .isEmpty();
            sink.close();
            assertThat(runtimeValues(runtime)).doesNotContainKey("rows-in-total");

            TaskMetrics source = TaskMetrics.ofSource(context(SourceTaskContext.class, plugin), "c", 0);
            source.gauge("lag", "Lag", () -> 9);
            assertThat(runtimeValues(runtime)).containsEntry("lag", 9L);
            plugin.close();
            source.close();
        }
    }

    @Test
    void aNameThatAGivenUpTaskHoldsDoesNotKeepTheNextFromWorking() throws IOException {
        try (Metrics runtime = new Metrics();
                PluginMetricsImpl old = new PluginMetricsImpl(runtime, Map.of("connector", "c", "task", "0"));
                PluginMetricsImpl next = new PluginMetricsImpl(runtime, Map.of("connector", "c", "task", "0"));
                TaskMetrics older = TaskMetrics.ofSink(context(SinkTaskContext.class, old), "c", 0);
                TaskMetrics newer = TaskMetrics.ofSink(context(SinkTaskContext.class, next), "c", 0)) {
            older.gauge("which", "Which", () -> 1);
            newer.gauge("which", "Which", () -> 2);
            newer.gauge("more", "More", () -> 3);

            assertThat(runtimeValues(runtime)).containsEntry("which", 1L).containsEntry("more", 3L);
        }
    }

    private static <T> T context(Class<T> type, PluginMetricsImpl plugin) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getName().equals("pluginMetrics")) {
                return plugin;
            }
            throw new UnsupportedOperationException(method.getName());
        }));
    }

    private static Map<String, Object> runtimeValues(Metrics runtime) {
        Map<String, Object> values = new TreeMap<>();
        runtime.metrics().forEach((name, metric) -> values.put(name.name(), metric.metricValue()));
        return values;
    }

    private static Map<String, Object> jmx(ObjectName name) throws Exception {
        String[] attributes = Arrays.stream(SERVER.getMBeanInfo(name).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        Map<String, Object> values = new TreeMap<>();
        for (Attribute attribute : SERVER.getAttributes(name, attributes).asList()) {
            values.put(attribute.getName(), attribute.getValue());
        }
        return values;
    }
}
