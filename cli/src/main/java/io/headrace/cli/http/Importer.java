package io.headrace.cli.http;

import io.headrace.http.manifest.AirbyteImporter;
import io.headrace.http.manifest.Imported;
import io.headrace.http.manifest.OpenApiImporter;
import io.headrace.http.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** Makes manifests of other descriptions of an API. */
public final class Importer {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGEST = 64 << 20;

    private Importer() {}

    /** Of an OpenAPI or Swagger document in a file or at an address. */
    public static Imported openApi(String where) throws IOException, InterruptedException {
        String text = where.matches("https?://.*") ? fetched(where) : SourceFile.text(Path.of(where));
        return named(where, text, OpenApiImporter::read);
    }

    /** Of an Airbyte manifest. */
    public static Imported airbyte(Path file) {
        return named(file.toString(), SourceFile.text(file), AirbyteImporter::read);
    }

    private static Imported named(String where, String text, Function<String, Imported> importer) {
        try {
            return importer.apply(text);
        } catch (SpecException e) {
            throw new IllegalArgumentException(SourceFile.explain(where, e));
        }
    }

    private static String fetched(String address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(uri(address)).timeout(PATIENCE).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException(address + " answers with status " + response.statusCode()
                        + "; download the document and name the file.");
            }
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException(address + " holds more than " + LARGEST + " bytes, which no such document does.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static URI uri(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + address + "' is not an address; write https://host/path.", e);
        }
    }
}
