package io.headrace.cli.http;

import io.headrace.cli.stack.ConnectorFile;
import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.http.declare.Declaration;
import io.headrace.http.dynamic.SchemaFiles;
import io.headrace.http.front.FrontEnd;
import io.headrace.http.front.RequestLimits;
import io.headrace.http.front.RequestSettings;
import io.headrace.http.front.SourceSettings;
import io.headrace.http.spec.Problem;
import io.headrace.http.spec.SpecException;
import io.headrace.http.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A source as it stands in a file: a manifest, with its settings in another file, or a connector that holds both, or flat keys.
 *
 * @param where how errors name the file
 * @param chosen the streams that are meant where nobody names any; all when empty
 * @param schemas where those schemas lie that the manifest has in files
 * @param limits what requests may take
 */
public record SourceFile(
        String where,
        String name,
        Declaration declaration,
        List<String> chosen,
        SchemaFiles schemas,
        RequestLimits limits,
        Origin origin) {

    private static final String CONNECTOR = "HttpSourceConnector";
    private static final String INLINE = "http.manifest";
    private static final String FILE = "http.manifest.file";
    private static final Settings SETTINGS = SourceSettings.ALL.plus(RequestSettings.ALL);

    /**
     * Reads it.
     *
     * @param file a manifest in YAML or JSON, or the JSON of a connector
     * @param settings a JSON object with the manifest's settings; none with a connector, which has its own
     * @param overrides keys of a connector that hold instead of the file's
     * @throws IllegalArgumentException with file and line of everything that is wrong
     */
    public static SourceFile read(Path file, Optional<Path> settings, Map<String, String> overrides) {
        String text = text(file);
        if (!isConnector(text)) {
            Map<String, String> texts = new LinkedHashMap<>();
            settings.map(SettingsFile::read).ifPresent(texts::putAll);
            texts.put(FILE, file.toString());
            texts.putAll(overrides);
            Origin origin = new Origin(
                    file.toString(),
                    settings.map(Path::toString).orElse("--config"),
                    settings.map(SettingsFile::lines).orElse(Map.of()));
            return of(file.toString(), file.toString(), texts, origin);
        }
        if (settings.isPresent()) {
            throw new IllegalArgumentException(
                    file + " is a connector and has its settings inside: --config goes with a manifest. Leave it out.");
        }
        ConnectorFile connector = ConnectorFile.read(file);
        Map<String, String> texts = connector(connector);
        texts.putAll(overrides);
        String manifest = texts.containsKey(INLINE)
                ? file + " " + INLINE
                : Optional.ofNullable(texts.get(FILE)).orElse(file.toString());
        return of(
                connector.name(), file.toString(), texts, new Origin(manifest, file.toString(), Origin.linesOf(text)));
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

    private static Map<String, String> connector(ConnectorFile connector) {
        Map<String, String> texts = SettingsFile.resolved(connector.file(), connector.config());
        String plugin = texts.getOrDefault("connector.class", "");
        if (!plugin.endsWith(CONNECTOR)) {
            throw new IllegalArgumentException(connector.file() + " is a connector of class " + plugin
                    + ", which this command does not know; it takes " + CONNECTOR
                    + " and manifests. 'headrace validate' checks any connector.");
        }
        return texts;
    }

    private static SourceFile of(String name, String where, Map<String, String> texts, Origin origin) {
        Problems problems = SETTINGS.problems(texts);
        List<Problem> inManifest = new ArrayList<>();
        List<SourceFile> made = new ArrayList<>();
        problems.rule(values -> FrontEnd.read(values, texts, problems, (key, problem) -> inManifest.add(problem))
                .ifPresent(declaration -> made.add(new SourceFile(
                        where,
                        name,
                        declaration,
                        values.get(SourceSettings.STREAM_NAMES),
                        new SchemaFiles(Optional.ofNullable(texts.get(FILE)).map(Path::of)),
                        RequestLimits.of(values),
                        origin))));
        List<String> wrong = new ArrayList<>();
        inManifest.forEach(problem -> wrong.add(origin.explain(problem)));
        problems.messages().forEach(message -> wrong.add(origin.ofKey(message)));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return made.get(0);
    }

    /** Every problem on a line of its own that begins with file and line, as compilers do it. */
    static String explain(String where, SpecException e) {
        return new Origin(where, where, Map.of()).explain(e);
    }

    /** Without settings: they may hold secrets. */
    @Override
    public String toString() {
        return name + " (" + where + ")";
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
