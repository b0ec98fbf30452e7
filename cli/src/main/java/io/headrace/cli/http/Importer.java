package io.headrace.cli.http;

import io.headrace.http.manifest.AirbyteImporter;
import io.headrace.http.manifest.Imported;
import io.headrace.http.manifest.OpenApiImporter;
import io.headrace.http.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
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
        if (!where.matches("https?://.*")) {
            return named(where, SourceFile.text(Path.of(where)), OpenApiImporter::read);
        }
        return named(shown(where), fetched(where), text -> OpenApiImporter.read(text, origin(where)));
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
        String shown = shown(address);
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(uri(address)).timeout(PATIENCE).build();
        HttpResponse<InputStream> response = sent(client, request, shown);
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException(shown + " answers with status " + response.statusCode()
                        + "; download the document and name the file.");
            }
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException(shown + " holds more than " + LARGEST + " bytes, which no such document does.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<InputStream> sent(HttpClient client, HttpRequest request, String shown)
            throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new IOException(
                    shown + " cannot be reached (" + e.getClass().getSimpleName()
                            + "); check the address, or download the document and name the file.",
                    e);
        }
    }

    private static URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            // Without the cause, whose message repeats the address.
            throw new IllegalArgumentException("'" + shown(address) + "' is not an address; write https://host/path.");
        }
    }

    private static String origin(String address) {
        URI uri = uri(address);
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** Without user, password and query, which may hold secrets. */
    private static String shown(String address) {
        return address.replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//");
    }
}
