package io.headrace.http.declare;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.http.manifest.ConfigKey;
import io.headrace.http.manifest.Manifest;
import io.headrace.http.spec.Problem;
import io.headrace.http.spec.SpecException;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes a declaration of a manifest and the settings that it asks for. */
public final class ManifestFrontEnd {

    private static final long MOST_BYTES = 16L << 20;
    private static final String GROUP = "Manifest";

    private ManifestFrontEnd() {}

    /**
     * The declaration; what is wrong is added to the problems, and then there is none.
     *
     * @param wrong told of what is wrong with the manifest's text, and under which key that stands
     */
    public static Optional<Declaration> read(
            Values values, Map<String, String> properties, Problems problems, BiConsumer<Setting<?>, Problem> wrong) {
        return manifest(values, problems, wrong).flatMap(manifest -> declaration(manifest, properties, problems));
    }

    /** The settings that the manifest asks for, with their documentation; none where it cannot be read. */
    public static Settings settings(Values values) {
        Problems unheard = Settings.of().problems(Map.of());
        Settings settings = Settings.of();
        for (ConfigKey key : manifest(values, unheard, (key, problem) -> {})
                .map(found -> found.config().keys())
                .orElse(List.of())) {
            String doc = key.doc().isBlank() ? "Asked for by the manifest." : key.doc();
            settings = settings.plus(
                    key.secret()
                            ? Setting.password(key.key())
                                    .group(GROUP)
                                    .doc(doc)
                                    .optional()
                                    .build()
                            : Setting.string(key.key())
                                    .group(GROUP)
                                    .doc(doc)
                                    .optional()
                                    .build());
        }
        return settings;
    }

    private static Optional<Manifest> manifest(
            Values values, Problems problems, BiConsumer<Setting<?>, Problem> wrong) {
        Optional<String> inline = values.get(ManifestSettings.MANIFEST);
        Optional<String> file = values.get(ManifestSettings.FILE);
        if (inline.isPresent() && file.isPresent()) {
            problems.add(
                    ManifestSettings.FILE,
                    "there is a manifest in http.manifest too; it must be given once. Remove one of the keys.");
            return Optional.empty();
        }
        Setting<?> key = inline.isPresent() ? ManifestSettings.MANIFEST : ManifestSettings.FILE;
        try {
            Optional<String> text = inline.isPresent() ? inline : file.flatMap(path -> text(path, problems));
            Manifest.Unsupported unsupported = Manifest.Unsupported.valueOf(
                    values.get(ManifestSettings.UNSUPPORTED).name());
            return text.map(found -> Manifest.read(found, unsupported));
        } catch (SpecException e) {
            e.problems().forEach(problem -> wrong.accept(key, problem));
            return Optional.empty();
        }
    }

    private static Optional<String> text(String file, Problems problems) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) <= MOST_BYTES) {
                return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
            }
            problems.add(ManifestSettings.FILE, "'" + file + "' is larger than any manifest. Name the right file.");
        } catch (IOException | InvalidPathException e) {
            problems.add(
                    ManifestSettings.FILE,
                    "'" + file + "' cannot be read on this worker ("
                            + e.getClass().getSimpleName()
                            + "); it must be a text file that the worker's user may read. Put it there on every worker.");
        }
        return Optional.empty();
    }

    private static Optional<Declaration> declaration(
            Manifest manifest, Map<String, String> properties, Problems problems) {
        Map<String, String> given = new HashMap<>();
        properties.forEach((key, value) -> {
            if (ManifestSettings.isConfig(key) && value != null) {
                given.put(key, value);
            }
        });
        try {
            Map<String, @Nullable Object> config = manifest.configOf(given, Clock.systemUTC());
            return Optional.of(new Declaration(
                    new CustomSchemas(Scope.of(config, Clock.systemUTC())).inlined(manifest.streams()),
                    manifest.dynamicStreams(),
                    manifest.apiBudget(),
                    concurrency(manifest),
                    config,
                    secrets(manifest, given),
                    manifest.check(),
                    manifest.skipped()));
        } catch (SpecException e) {
            for (Problem problem : e.problems()) {
                problems.add(problem.place().path(), problem.what() + "; " + problem.mend() + ".");
            }
            return Optional.empty();
        }
    }

    private static OptionalLong concurrency(Manifest manifest) {
        return manifest.concurrencyLevel()
                .flatMap(level -> level.optionalValue("default_concurrency"))
                .filter(Long.class::isInstance)
                .map(number -> OptionalLong.of((Long) number))
                .orElse(OptionalLong.empty());
    }

    private static List<Secret> secrets(Manifest manifest, Map<String, String> given) {
        Map<String, @Nullable Object> config = manifest.config().values(given);
        return manifest.config().keys().stream()
                .filter(ConfigKey::secret)
                .flatMap(key -> Json.at(config, key.path()).stream())
                .map(Json::plain)
                .filter(text -> !text.isEmpty())
                .map(Secret::of)
                .toList();
    }
}
