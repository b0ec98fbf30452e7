package io.headrace.cli.http;

import io.headrace.cli.stack.ConnectorFile;
import io.headrace.core.secret.Secret;
import io.headrace.http.manifest.ConfigKey;
import io.headrace.http.manifest.CustomClasses;
import io.headrace.http.manifest.Manifest;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Problem;
import io.headrace.http.spec.SpecException;
import io.headrace.http.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A source as it stands in a file: a manifest, with its settings in another file, or a connector that holds both.
 *
 * @param where how errors name the manifest's text; a line number follows
 * @param source the whole, a DeclarativeSource
 * @param skipped why streams were left out
 * @param config what templates see as {@code config}
 * @param secrets texts that must not be shown
 * @param allowedHosts further hosts that links may lead to
 */
public record SourceFile(
        String where,
        String name,
        Component source,
        List<Problem> skipped,
        Map<String, @Nullable Object> config,
        List<Secret> secrets,
        List<String> allowedHosts) {

    private static final String CONNECTOR = "HttpSourceConnector";
    private static final String INLINE = "http.manifest";
    private static final String FILE = "http.manifest.file";
    private static final String HOSTS = "http.allowed.hosts";

    /**
     * Reads it.
     *
     * @param file a manifest in YAML or JSON, or the JSON of a connector
     * @param settings a JSON object with the manifest's settings; none with a connector, which has its own
     * @throws IllegalArgumentException with file and line of everything that is wrong
     */
    public static SourceFile read(
            Path file, Optional<Path> settings, List<String> allowedHosts, Manifest.Unsupported unsupported) {
        String text = text(file);
        if (!isConnector(text)) {
            Map<String, String> texts = settings.map(SettingsFile::read).orElse(Map.of());
            String place = settings.map(Path::toString).orElse("--config");
            return of(file.toString(), file.toString(), text, place, texts, allowedHosts, unsupported);
        }
        if (settings.isPresent()) {
            throw new IllegalArgumentException(
                    file + " is a connector and has its settings inside: --config goes with a manifest. Leave it out.");
        }
        return connector(ConnectorFile.read(file), allowedHosts, unsupported);
    }

    private static boolean isConnector(String text) {
        return text.stripLeading().startsWith("{")
                && Json.parse(text)
                        .filter(Map.class::isInstance)
                        .map(root -> (Map<?, ?>) root)
                        .filter(root -> root.containsKey("connector.class")
                                || root.get("config") instanceof Map<?, ?> config
                                        && config.containsKey("connector.class"))
                        .isPresent();
    }

    private static SourceFile connector(
            ConnectorFile connector, List<String> allowedHosts, Manifest.Unsupported unsupported) {
        Map<String, String> texts = SettingsFile.resolved(connector.file(), connector.config());
        String plugin = texts.getOrDefault("connector.class", "");
        if (!plugin.endsWith(CONNECTOR)) {
            throw new IllegalArgumentException(connector.file() + " is a connector of class " + plugin
                    + ", which this command does not know; it takes " + CONNECTOR
                    + " and manifests. 'headrace validate' checks any connector.");
        }
        List<String> hosts = allowedHosts.isEmpty() ? list(texts.getOrDefault(HOSTS, "")) : allowedHosts;
        String inline = texts.get(INLINE);
        String path = texts.get(FILE);
        String settings = connector.file().toString();
        if (inline != null) {
            return of(connector.name(), settings + " " + INLINE, inline, settings, texts, hosts, unsupported);
        }
        if (path != null) {
            return of(connector.name(), path, text(Path.of(path)), settings, texts, hosts, unsupported);
        }
        throw new IllegalArgumentException(settings + " has neither " + INLINE + " nor " + FILE
                + ". Set one of them; streams that are set key by key are read by 'headrace run'.");
    }

    private static SourceFile of(
            String name,
            String where,
            String text,
            String settings,
            Map<String, String> texts,
            List<String> allowedHosts,
            Manifest.Unsupported unsupported) {
        Manifest manifest = named(where, () -> Manifest.read(text, CustomClasses.NONE, unsupported));
        Map<String, @Nullable Object> config =
                named(settings, () -> manifest.config().values(SettingsFile.known(manifest.config(), texts)));
        List<Secret> secrets = manifest.config().keys().stream()
                .filter(ConfigKey::secret)
                .flatMap(key -> Json.at(config, key.path()).stream())
                .map(value -> Secret.of(Json.plain(value)))
                .toList();
        return new SourceFile(where, name, manifest.source(), manifest.skipped(), config, secrets, allowedHosts);
    }

    private static <T> T named(String where, Supplier<T> work) {
        try {
            return work.get();
        } catch (SpecException e) {
            throw new IllegalArgumentException(explain(where, e));
        }
    }

    /** Every problem on a line of its own that begins with file and line, as compilers do it. */
    static String explain(String where, SpecException e) {
        return e.problems().stream().map(problem -> explain(where, problem)).collect(Collectors.joining("\n"));
    }

    static String explain(String where, Problem problem) {
        int line = problem.place().line();
        return where + (line == 0 ? "" : ":" + line) + ": " + problem.place().path() + ": " + problem.what() + "; "
                + problem.mend() + ".";
    }

    /** Without settings: they may hold secrets. */
    @Override
    public String toString() {
        return name + " (" + where + ")";
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("File " + file + " cannot be read.", e);
        }
    }
}
