package io.headrace.http.dynamic;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas in files beside the manifest.
 *
 * @param manifest the file that holds the manifest; without it there is no place for others
 */
public record SchemaFiles(Optional<Path> manifest) {

    /** No schema is longer. */
    private static final long MOST_BYTES = 4L << 20;

    private static final String MEND =
            "Put the schema there on every worker, or take schema_loader out of the stream, so that the schema is learnt from the records";

    /** @throws io.headrace.http.spec.SpecException naming the place in the manifest when the file cannot be read */
    public Map<String, @Nullable Object> schema(Component loader, Scope scope) {
        String name = loader.has("file_path")
                ? Template.of(loader, "file_path").text(scope.with("parameters", loader.parameters()))
                : "";
        Path file = file(loader, name);
        try {
            Optional<Object> json = Files.size(file) > MOST_BYTES
                    ? Optional.empty()
                    : Json.parse(Files.readString(file, StandardCharsets.UTF_8));
            return json.filter(Map.class::isInstance)
                    .map(StreamSchema::object)
                    .orElseThrow(() -> loader.refuse(
                            "file_path", "The file '" + name + "' is no JSON object of at most 4 MiB", MEND));
        } catch (IOException e) {
            throw loader.refuse(
                    "file_path",
                    "The file '" + name + "' cannot be read on this worker ("
                            + e.getClass().getSimpleName() + ")",
                    MEND);
        }
    }

    /** A file in the manifest's directory or below it: other files are none of its business. */
    private Path file(Component loader, String name) {
        Path directory = manifest.map(Path::toAbsolutePath)
                .map(Path::normalize)
                .map(Path::getParent)
                .orElseThrow(() -> loader.refuse(
                        "file_path",
                        "There is no directory in which '" + name
                                + "' could lie, because the manifest is not in a file",
                        "Give the manifest by http.manifest.file, or the schema in an InlineSchemaLoader"));
        try {
            Path file = directory.resolve(name).normalize();
            if (!name.isEmpty() && file.startsWith(directory)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw loader.refuse("file_path", "'" + name + "' is no name of a file", MEND);
        }
        throw loader.refuse(
                "file_path",
                "'" + name + "' is not a file in the manifest's directory or below it",
                "Put the schema there, and name it by its path from the manifest");
    }
}
