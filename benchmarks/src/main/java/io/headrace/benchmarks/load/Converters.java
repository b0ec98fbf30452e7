package io.headrace.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.isolation.PluginClassLoader;
import org.apache.kafka.connect.storage.Converter;

/** Makes converters in this JVM as a worker does: Confluent's in a class loader of its own. */
final class Converters {
    private Converters() {}

    /**
     * @param plugin the directory of the Avro converter's jars
     * @param registryUrl where its schemas are
     */
    static Converter create(Format format, boolean key, Path plugin, String registryUrl) {
        Converter converter = format == Format.AVRO ? load(format.converter(), plugin) : new JsonConverter();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // As a worker does: a converter finds the classes that its settings name through the thread.
        thread.setContextClassLoader(converter.getClass().getClassLoader());
        try {
            converter.configure(format.settings(registryUrl), key);
        } finally {
            thread.setContextClassLoader(before);
        }
        return converter;
    }

    private static Converter load(String type, Path plugin) {
        try (Stream<Path> jars = Files.list(plugin)) {
            List<URL> urls = jars.map(Converters::url).toList();
            ClassLoader loader =
                    new PluginClassLoader(url(plugin), urls.toArray(URL[]::new), Converters.class.getClassLoader());
            return loader.loadClass(type)
                    .asSubclass(Converter.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + plugin, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot load " + type + " from " + plugin, e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
