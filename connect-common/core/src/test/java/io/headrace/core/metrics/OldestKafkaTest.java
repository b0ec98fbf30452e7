package io.headrace.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

/** Loads core beside the oldest Kafka that is supported, as a worker of that version would. */
class OldestKafkaTest {

    private static final Path FLOOR = Path.of("target/kafka-floor");

    @ParameterizedTest
    @CsvSource({
        "ofSink, org.apache.kafka.connect.sink.SinkTaskContext, sink-task",
        "ofSource, org.apache.kafka.connect.source.SourceTaskContext, source-task"
    })
    void showsMetricsInJmxWhereConnectHasNoPluginMetrics(String factory, String contextName, String type)
            throws Exception {
        ObjectName name = new ObjectName("io.headrace:type=" + type + ",connector=floor,task=1");
        try (URLClassLoader worker = new URLClassLoader(workerClassPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> contextType = worker.loadClass(contextName);
            assertThat(contextType.getMethods()).extracting(Method::getName).doesNotContain("pluginMetrics");
            Object context = Proxy.newProxyInstance(worker, new Class<?>[] {contextType}, (self, method, args) -> {
                throw new UnsupportedOperationException(method.getName());
            });
            Class<?> metricsType = worker.loadClass(TaskMetrics.class.getName());

            AutoCloseable metrics = (AutoCloseable) metricsType
                    .getMethod(factory, contextType, String.class, int.class)
                    .invoke(null, context, "floor", 1);
            metricsType.getMethod("counter", String.class, String.class).invoke(metrics, "rows-in", "Records");

            assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "rows-in-total"))
                    .isEqualTo(0L);
            metrics.close();
            assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name))
                    .isFalse();
        }
    }

    private static URL[] workerClassPath() throws Exception {
        List<URL> path = new ArrayList<>();
        path.add(url(Path.of("target/classes")));
        path.add(Logger.class.getProtectionDomain().getCodeSource().getLocation());
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(FLOOR, "*.jar")) {
            for (Path jar : jars) {
                path.add(url(jar));
            }
        }
        assertThat(path).hasSize(4);
        return path.toArray(URL[]::new);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }
}
