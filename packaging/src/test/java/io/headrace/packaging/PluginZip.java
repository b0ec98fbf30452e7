package io.headrace.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One plugin's zip, as the build left it. */
record PluginZip(Path module, Path zip) {

    static PluginZip of(Path module) {
        try (Stream<Path> built = Files.list(module.resolve("target"))) {
            List<Path> zips =
                    built.filter(file -> file.toString().endsWith(".zip")).toList();
            if (zips.size() != 1) {
                throw new IllegalStateException("There must be one zip in " + module.resolve("target")
                        + " but there are " + zips + ": run mvn clean verify");
            }
            return new PluginZip(module, zips.get(0));
        } catch (IOException e) {
            throw new UncheckedIOException("Not built yet: run mvn verify from the root", e);
        }
    }

    /** The directory that holds everything in the zip: the zip's own name. */
    String root() {
        String name = zip.getFileName().toString();
        return name.substring(0, name.length() - ".zip".length());
    }

    /** The committed list of jars, as a path from the root of the repository. */
    String list() {
        return House.ROOT.relativize(module.resolve("shipped-jars.txt")).toString();
    }

    /** All files, as {@code lib/x.jar}, in order. */
    List<String> files() throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(zip)) {
            Path top = inside.getPath("/" + root());
            try (Stream<Path> all = Files.walk(top)) {
                return all.filter(Files::isRegularFile)
                        .map(file -> top.relativize(file).toString())
                        .sorted()
                        .toList();
            }
        }
    }

    List<String> topLevel() throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(zip);
                Stream<Path> all = Files.list(inside.getPath("/"))) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    List<String> jars() throws IOException {
        return files().stream()
                .filter(file -> file.startsWith("lib/"))
                .map(file -> file.substring("lib/".length()))
                .toList();
    }

    byte[] read(String file) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(zip)) {
            return Files.readAllBytes(inside.getPath("/" + root() + "/" + file));
        }
    }

    /** A class loader over the unpacked jars that sees of its surroundings only what a Connect worker shares. */
    URLClassLoader unpackAndLoad(Path directory) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String jar : jars()) {
            urls.add(url(Files.write(directory.resolve(jar), read("lib/" + jar))));
        }
        return new URLClassLoader(urls.toArray(URL[]::new), new SharedByTheWorker());
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }

    @Override
    public String toString() {
        return root();
    }

    private static final class SharedByTheWorker extends ClassLoader {

        SharedByTheWorker() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.apache.kafka.") || name.startsWith("org.slf4j.")) {
                return Class.forName(name, false, PluginZip.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
