package io.headrace.testkit.server;

import io.headrace.testkit.connector.SequenceSource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Fills a directory that a worker takes as {@code plugin.path}: each plugin gets a directory of its own in it. */
public final class PluginDirs {
    private final Path root;

    private PluginDirs(Path root) {
        this.root = root;
    }

    /** {@return the given directory, created if need be, without further plugins} */
    public static PluginDirs in(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the plugin directory " + root, e);
        }
        return new PluginDirs(root);
    }

    /** {@return the directory, for {@code plugin.path}} */
    public Path root() {
        return root;
    }

    /**
     * Unpacks a plugin as people download it: a zip with one top directory.
     *
     * @throws IllegalArgumentException when an entry would land outside the plugin directory
     */
    public PluginDirs zip(Path zip) {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                unpack(in, entry);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + zip, e);
        }
    }

    /**
     * Makes a plugin of jars, which are linked and not copied, and of class directories, which are packed.
     *
     * @param name the plugin's directory
     */
    public PluginDirs jars(String name, List<Path> classPath) {
        try {
            Path plugin = Files.createDirectories(root.resolve(name));
            int packed = 0;
            for (Path entry : classPath) {
                if (Files.isDirectory(entry)) {
                    pack(entry, file -> true, plugin.resolve("classes-" + packed++ + ".jar"));
                } else {
                    Files.createSymbolicLink(plugin.resolve(entry.getFileName()), entry.toAbsolutePath());
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the plugin " + name + " in " + root, e);
        }
    }

    /** Adds the plugin that is built by the module whose tests are running: its classes and the jars its zip will hold. */
    public PluginDirs moduleUnderTest() {
        return module(Path.of(System.getProperty("basedir", "")));
    }

    /**
     * Adds the plugin that a module builds: its classes and the jars its zip will hold.
     *
     * @param directory the module's directory, built at least up to its classes
     * @throws IllegalStateException when it is not built, or no plugin
     */
    public PluginDirs module(Path directory) {
        Path home = directory.toAbsolutePath().normalize();
        Path target = home.resolve("target");
        Path listed = target.resolve("plugin.classpath");
        if (!Files.exists(listed)) {
            throw new IllegalStateException("No plugin in " + directory + ": " + listed
                    + " is missing; a plugin has a shipped-jars.txt and is built before the tests that use it");
        }
        try {
            List<Path> classPath = new ArrayList<>(List.of(target.resolve("classes")));
            classPath.addAll(Fixtures.paths(Files.readString(listed)));
            int depth = home.getNameCount();
            Path name = home.subpath(Math.max(0, depth - 2), depth);
            return jars(name.toString().replace(File.separatorChar, '-'), classPath);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + listed, e);
        }
    }

    /** Adds the test kit's own connectors, {@link SequenceSource} and its like. */
    public PluginDirs testConnectors() {
        Path testkit = Fixtures.codeSource(SequenceSource.class);
        Predicate<String> wanted = file -> file.startsWith("io/headrace/testkit/connector/")
                || file.startsWith("META-INF/services/org.apache.kafka.");
        try {
            Path plugin = Files.createDirectories(root.resolve("test-connectors"));
            Path jar = plugin.resolve("test-connectors.jar");
            if (Files.isDirectory(testkit)) {
                pack(testkit, wanted, jar);
            } else {
                try (FileSystem zip = FileSystems.newFileSystem(testkit)) {
                    pack(zip.getPath("/"), wanted, jar);
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the plugin test-connectors in " + root, e);
        }
    }

    /**
     * Adds Confluent's Avro converter, {@code io.confluent.connect.avro.AvroConverter}. The jar that carries it declares no
     * service, so a second jar does.
     */
    public PluginDirs avroConverter() {
        jars("avro-converter", Fixtures.classPath("avro-converter"));
        Path manifest = root.resolve("avro-converter").resolve("services.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(manifest))) {
            out.putNextEntry(new ZipEntry("META-INF/services/org.apache.kafka.connect.storage.Converter"));
            out.write("io.confluent.connect.avro.AvroConverter\n".getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + manifest, e);
        }
    }

    private void unpack(InputStream in, ZipEntry entry) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root.normalize())) {
            throw new IllegalArgumentException("The zip's entry " + entry.getName() + " leaves the plugin directory");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(in, target);
        }
    }

    private static void pack(Path directory, Predicate<String> wanted, Path jar) throws IOException {
        try (Stream<Path> tree = Files.walk(directory);
                OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Path path : tree.filter(Files::isRegularFile).sorted().toList()) {
                String name = directory.relativize(path).toString().replace('\\', '/');
                if (wanted.test(name)) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(path, out);
                }
            }
        }
    }
}
