package io.headrace.http.manifest;

import io.headrace.http.spec.Place;
import io.headrace.http.spec.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a manifest of an OpenAPI 3 or Swagger 2 document: a stream for each path that lists records, with its login, paging, primary key, parent and schema as far as the document tells
 * them. What is guessed is noted.
 */
public final class OpenApiImporter {

    private final OpenApiDocument document;
    private final Optional<String> origin;
    private final ImportedSettings settings = new ImportedSettings();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, OpenApiStream> byPath = new LinkedHashMap<>();
    private Optional<String> elsewhere = Optional.empty();

    private OpenApiImporter(OpenApiDocument document, Optional<String> origin) {
        this.document = document;
        this.origin = origin;
    }

    /** @throws SpecException if the text is no such document, or lists no records anywhere */
    public static Imported read(String text) {
        return new OpenApiImporter(OpenApiDocument.read(text), Optional.empty()).make();
    }

    /**
     * As {@link #read(String)}, of a document that may name the API's address by its own.
     *
     * @param origin where the document is: {@code https://host}
     */
    public static Imported read(String text, String origin) {
        return new OpenApiImporter(OpenApiDocument.read(text), Optional.of(origin)).make();
    }

    private Imported make() {
        Map<String, Object> requester = new LinkedHashMap<>();
        requester.put("type", "HttpRequester");
        OpenApiServers servers = new OpenApiServers(document, origin, settings, notes);
        requester.put("url_base", servers.urlBase());
        requester.put("http_method", "GET");
        requester.put("authenticator", new OpenApiSecurity(document, servers, settings, notes).authenticator());
        findStreams();
        if (byPath.isEmpty() && elsewhere.isPresent()) {
            throw new SpecException(
                    Place.ROOT.field("paths"),
                    "the paths stand in other files, '" + elsewhere.get() + "' for example, which are not read",
                    "join all files into one document, with 'redocly bundle' for example");
        }
        if (byPath.isEmpty()) {
            throw new SpecException(
                    Place.ROOT.field("paths"),
                    "no path lists records: none has a GET that answers with JSON",
                    "write the manifest by hand");
        }
        nameStreams();
        List<Map<String, Object>> streams = new ArrayList<>();
        Map<String, Object> schemas = new TreeMap<>();
        for (OpenApiStream stream : byPath.values()) {
            streams.add(new OpenApiStreamWriter(document, stream, byPath, settings, notes).write());
            schemas.put(stream.name(), new OpenApiSchemas(document).schema(stream.record()));
        }
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("version", "6.0.0");
        manifest.put("type", "DeclarativeSource");
        manifest.put("check", Map.of("type", "CheckStream", "stream_names", List.of(firstRoot())));
        manifest.put("definitions", Map.of("requester", requester));
        manifest.put("streams", streams);
        manifest.put("schemas", schemas);
        manifest.put("spec", settings.spec());
        String yaml = YamlWriter.write(manifest);
        Manifest.read(yaml, Manifest.Unsupported.FAIL);
        return new Imported(yaml, notes);
    }

    /** A stream without parents is the quickest to check. */
    private String firstRoot() {
        return byPath.values().stream()
                .filter(stream -> !stream.path().contains("{"))
                .findFirst()
                .orElseGet(() -> byPath.values().iterator().next())
                .name();
    }

    private void findStreams() {
        for (Map.Entry<String, @Nullable Object> entry :
                document.object(document.root(), "paths").entrySet()) {
            Optional<String> file = document.elsewhere(entry.getValue());
            if (file.isPresent()) {
                elsewhere = file;
                notes.add(entry.getKey() + " is left out: it stands in another file, '" + file.get() + "'.");
                continue;
            }
            Map<String, @Nullable Object> path = document.object(entry.getValue());
            Map<String, @Nullable Object> get = document.object(path, "get");
            if (get.isEmpty()) {
                continue;
            }
            Optional<Map<String, @Nullable Object>> answer = document.answer(get);
            if (answer.isEmpty()) {
                notes.add(entry.getKey() + " is left out: its GET answers with no JSON that is described.");
                continue;
            }
            Optional<OpenApiStream> stream =
                    OpenApiStream.of(document, entry.getKey(), document.parameters(path, get), answer.get(), get);
            if (stream.isPresent()) {
                byPath.put(entry.getKey(), stream.get());
            } else {
                notes.add(entry.getKey() + " is left out: it answers with one record, not a list.");
            }
        }
    }

    /** The last word of the path; with its parent's where several paths end alike, and a number where even that does not help. */
    private void nameStreams() {
        Map<String, Integer> used = new TreeMap<>();
        byPath.values().forEach(stream -> used.merge(stream.shortName(), 1, Integer::sum));
        Map<String, Integer> given = new TreeMap<>();
        byPath.replaceAll((path, stream) -> {
            String name = used.getOrDefault(stream.shortName(), 0) > 1 ? stream.longName() : stream.shortName();
            int times = given.merge(name, 1, Integer::sum);
            return stream.named(times == 1 ? name : name + "_" + times);
        });
    }
}
