package io.headrace.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDirsTest {
    @TempDir
    Path dir;

    @Test
    void unpacksAPluginZip() throws IOException {
        Path zip = zipOf("acme-sink-1.0/lib/sink.jar");
        Path root = PluginDirs.in(dir.resolve("plugins")).zip(zip).root();
        assertThat(root.resolve("acme-sink-1.0/lib/sink.jar")).hasContent("content");
    }

    @Test
    void refusesAZipThatLeavesItsDirectory() throws IOException {
        Path zip = zipOf("../escaped.jar");
        PluginDirs plugins = PluginDirs.in(dir.resolve("plugins"));
        assertThatThrownBy(() -> plugins.zip(zip))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The zip's entry ../escaped.jar leaves the plugin directory");
        assertThat(dir.resolve("escaped.jar")).doesNotExist();
    }

    @Test
    void linksJarsAndPacksClassDirectories() throws IOException {
        Path jar = Files.writeString(dir.resolve("driver.jar"), "jar");
        Path classes = Files.createDirectories(dir.resolve("classes/a"));
        Files.writeString(classes.resolve("B.class"), "class");
        Path plugin = PluginDirs.in(dir.resolve("plugins"))
                .jars("mine", List.of(jar, dir.resolve("classes")))
                .root()
                .resolve("mine");
        assertThat(plugin.resolve("driver.jar")).isSymbolicLink().hasContent("jar");
        try (ZipFile packed = new ZipFile(plugin.resolve("classes-0.jar").toFile())) {
            assertThat(packed.stream().map(ZipEntry::getName)).containsExactly("a/B.class");
        }
    }

    @Test
    void takesAPluginFromItsModule() throws IOException {
        Path module = dir.resolve("warehouse/sink");
        Files.createDirectories(module.resolve("target/classes"));
        Files.writeString(module.resolve("target/classes/Sink.class"), "class");
        Path driver = Files.writeString(dir.resolve("driver.jar"), "jar");
        Files.writeString(module.resolve("target/plugin.classpath"), driver + "\n");
        Path root = PluginDirs.in(dir.resolve("plugins")).module(module).root();
        assertThat(root.resolve("warehouse-sink/driver.jar")).hasContent("jar");
        assertThat(root.resolve("warehouse-sink/classes-0.jar")).isNotEmptyFile();
    }

    @Test
    void aModuleThatIsNoPluginIsAnError() {
        Path module = dir.resolve("library");
        PluginDirs plugins = PluginDirs.in(dir.resolve("plugins"));
        assertThatThrownBy(() -> plugins.module(module))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No plugin in " + module + ": " + module.resolve("target/plugin.classpath")
                        + " is missing; a plugin has a shipped-jars.txt and is built before the tests that use it");
    }

    private Path zipOf(String entry) throws IOException {
        Path zip = dir.resolve("plugin.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write("content".getBytes(StandardCharsets.UTF_8));
        }
        return zip;
    }
}
