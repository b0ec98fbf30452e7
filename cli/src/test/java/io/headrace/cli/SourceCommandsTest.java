package io.headrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.wire.Json;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCommandsTest {

    private static final int WRONG = 2;
    private static final int FAILED = 1;

    @TempDir
    private Path directory;

    private final ShopApi shop = new ShopApi(10);
    private Path manifest = Path.of("");
    private Path config = Path.of("");

    @BeforeEach
    void write() {
        manifest = shop.files(directory);
        config = directory.resolve("config.json");
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private Run run(String command, String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(new String[] {command, manifest.toString(), "--config", config.toString()}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return Run.of(all);
    }

    @Test
    void checkTriesTheStreamsThatTheManifestNames() {
        Run run = run("check");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsExactly("orders: ok");
        assertThat(run.code()).isZero();
    }

    @Test
    void checkReadsNoMoreThanTheFirstPages() {
        try (ShopApi large = new ShopApi(100)) {
            large.files(directory);
            assertThat(run("check").out()).containsExactly("orders: ok");
            assertThat(large.api.log().count()).as("of 25 pages").isLessThan(10);
        }
    }

    @Test
    void checkSaysWhatTheApiSaysAndHidesTheSecret() throws IOException {
        Files.writeString(config, "{\"url\": \"" + shop.api.url() + "\", \"token\": \"wrong-canary\"}");
        Run run = run("check", "--stream", "orders");
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.out()).singleElement().asString().startsWith("orders: ").contains("401");
        assertThat(run.all()).doesNotContain("wrong-canary");
    }

    @Test
    void checkEndsWithOneWhereTheApiDoesNotAnswer() {
        shop.api.get("/orders", call -> Reply.text(500, "out of order"));
        quick();
        Run run = run("check");
        assertThat(run.out()).singleElement().asString().startsWith("orders: ").contains("500");
        assertThat(run.code()).isEqualTo(FAILED);
    }

    @Test
    void checkDoesNotWaitForAnApiThatIsNotThere() throws IOException {
        Files.writeString(config, "{\"url\": \"http://localhost:1\", \"token\": \"x\"}");
        Run run = run("check");
        assertThat(run.code()).isEqualTo(FAILED);
        assertThat(run.out())
                .singleElement()
                .asString()
                .startsWith(
                        "orders: GET http://localhost:1/orders?since=2024-01-01T00:00:00Z: no answer (ConnectException: ")
                .endsWith(" can it be asked again.");
    }

    @Test
    void checkSaysHowLongALimitedApiWantsToBeLeftAlone() {
        shop.api.get("/orders", call -> Reply.text(429, "").header("Retry-After", "3600"));
        Run run = run("check");
        assertThat(run.code()).isEqualTo(FAILED);
        assertThat(run.out())
                .singleElement()
                .asString()
                .startsWith("orders: GET " + shop.api.url()
                        + "/orders?since=2024-01-01T00:00:00Z: answered 429; not before 20");
    }

    /** No repetitions, which would take their time. */
    private void quick() {
        replace(
                "url_base: \"{{ config['url'] }}\"",
                "url_base: \"{{ config['url'] }}\"\n"
                        + "    error_handler: {type: DefaultErrorHandler, max_retries: 0}");
    }

    private void replace(String what, String with) {
        try {
            String text = Files.readString(manifest);
            assertThat(text).contains(what);
            Files.writeString(manifest, text.replace(what, with));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void errorsPointAtTheManifestsLine() {
        replace("name: items", "name: items\n    prmary_key: x");
        replace("pagination_strategy: {type: CursorPagination", "pagination_strategy: {type: CursorPaginaton");
        Run run = run("check");
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().get(0))
                .startsWith("headrace: " + manifest + ":19: $.streams[0].retriever.paginator.pagination_strategy")
                .contains("CursorPaginaton")
                .contains("CursorPagination");
        assertThat(run.err().get(1))
                .startsWith(manifest + ":29: $.streams[1].prmary_key: ")
                .contains("primary_key");
    }

    @Test
    void settingsThatAreMissingOrUnknownAreNamed() throws IOException {
        Files.writeString(config, "{\"urll\": \"x\"}");
        Run run = run("discover");
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.err())
                .containsExactly(
                        "headrace: " + config + ": config.url: the manifest asks for it; set config.url.",
                        config + ": config.token: the manifest asks for it; set config.token.",
                        config + ":1: config.urll: the manifest asks for no such setting; write 'config.url' if that is"
                                + " meant.");
    }

    @Test
    void secretsComeFromTheEnvironment() throws IOException {
        Files.writeString(
                config, "{\"url\": \"" + shop.api.url() + "\", \"token\": \"${env:HEADRACE_TEST_IS_NOT_SET}\"}");
        Run run = run("check");
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.err())
                .containsExactly("headrace: " + config
                        + ": config.token: there is no environment variable HEADRACE_TEST_IS_NOT_SET; export it.");
    }

    @Test
    void secretsComeFromAFile() throws IOException {
        Path secrets = Files.writeString(directory.resolve("secrets.properties"), "token=" + ShopApi.TOKEN);
        Files.writeString(
                config, "{\"url\": \"" + shop.api.url() + "\", \"token\": \"${file:" + secrets + ":token}\"}");
        assertThat(run("check").out()).containsExactly("orders: ok");
    }

    @Test
    void discoverDescribesStreamsInTheShapeOfACatalog() {
        Run run = run("discover", "--sample", "5");
        assertThat(run.code()).isZero();
        assertThat(run.err()).containsExactly("orders: the schema is guessed from 5 records");
        String json = String.join("", run.out()).replaceAll("\\s", "");
        assertThat(json)
                .startsWith("{\"streams\":[{\"name\":\"orders\",\"json_schema\":{")
                .contains("\"id\":{\"type\":[\"integer\",\"null\"]}")
                .contains("\"total\":{\"type\":[\"null\",\"number\"]}")
                .contains("\"updated_at\":{\"type\":[\"null\",\"string\"]}")
                .contains("\"supported_sync_modes\":[\"full_refresh\",\"incremental\"],\"source_defined_cursor\":true,"
                        + "\"default_cursor_field\":[\"updated_at\"],\"source_defined_primary_key\":[[\"id\"]]}")
                .endsWith("{\"name\":\"items\",\"json_schema\":{\"type\":\"object\",\"properties\":"
                        + "{\"order_id\":{\"type\":\"integer\"},\"line\":{\"type\":\"integer\"}}},"
                        + "\"supported_sync_modes\":[\"full_refresh\"],"
                        + "\"source_defined_primary_key\":[[\"order_id\"],[\"line\"]]}]}");
    }

    @Test
    void discoverTakesSchemasFromFilesAndFromTheApi() throws IOException {
        Files.writeString(directory.resolve("items.json"), "{\"properties\": {\"line\": {\"type\": \"integer\"}}}");
        shop.api.get("/describe", call -> Reply.json(Map.of("fields", List.of(Map.of("key", "total")))));
        replace(
                "type: InlineSchemaLoader\n"
                        + "      schema: {type: object, properties: {order_id: {type: integer}, line: {type: integer}}}",
                "type: JsonFileSchemaLoader\n      file_path: items.json");
        replace("    name: orders\n", """
                    name: orders
                    schema_loader:
                      type: DynamicSchemaLoader
                      retriever:
                        type: SimpleRetriever
                        requester: {$ref: "#/definitions/requester", path: /describe}
                        record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                      schema_type_identifier: {type: SchemaTypeIdentifier, schema_pointer: [fields], key_pointer: [key]}
                """);
        Run run = run("discover");
        assertThat(run.err()).isEmpty();
        assertThat(String.join("", run.out()).replaceAll("\\s", ""))
                .contains(
                        "\"orders\",\"json_schema\":{\"type\":\"object\",\"properties\":{\"total\":{\"type\":[\"null\",\"string\"]}}}")
                .contains(
                        "\"items\",\"json_schema\":{\"type\":\"object\",\"properties\":{\"line\":{\"type\":\"integer\"}}}");
        assertThat(run("discover", "--sample", "0").code()).isZero();
        assertThat(shop.api.log().lines()).containsOnlyOnce("GET /describe");
    }

    @Test
    void discoverNeedNotAskTheApi() {
        Run run = run("discover", "--sample", "0");
        assertThat(run.code()).isZero();
        assertThat(shop.api.log().count()).isZero();
    }

    @Test
    void aConnectorHoldsManifestAndSettings() throws IOException {
        Path connector = directory.resolve("shop.json");
        Files.writeString(
                connector,
                Json.text(Map.of(
                        "name",
                        "shop",
                        "config",
                        Map.of(
                                "connector.class",
                                "io.headrace.source.http.HttpSourceConnector",
                                "http.manifest.file",
                                manifest.toString(),
                                "config.url",
                                shop.api.url(),
                                "config.token",
                                ShopApi.TOKEN))));
        Run run = Run.of("read", connector.toString(), "--stream", "orders", "--limit", "2");
        assertThat(run.err()).containsExactly("orders: 2 records");
        assertThat(run.out()).hasSize(2);
    }

    @Test
    void javaTakesThePlaceOfPython() {
        replace("name: items", """
                name: items
                    transformations:
                      - {type: CustomTransformation, class_name: source_shop.components.Initials, field: article}""");
        assertThat(run("read", "--stream", "items", "--limit", "1").out())
                .singleElement()
                .asString()
                .contains("\"initials\":\"s\"");
        replace("components.Initials", "components.Initiative");
        Run run = run("check");
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.err())
                .containsExactly("headrace: " + manifest + ":30: $.streams[1].transformations[0]: stream 'items':"
                        + " CustomTransformation is the Python class 'source_shop.components.Initiative', which cannot run"
                        + " here; put a jar beside the plugin whose class implements"
                        + " io.headrace.http.custom.CustomTransformation and names it, or leave the stream out.");
    }

    @Test
    void importsAnOpenApiDocument() throws IOException {
        Path manifestMade = directory.resolve("made.yaml");
        Run run = Run.of("import", "openapi", openApiFile().toString(), "-o", manifestMade.toString());
        assertThat(run.err()).allSatisfy(note -> assertThat(note).doesNotStartWith("headrace:"));
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        manifest = manifestMade;
        Files.writeString(config, "{\"api_token\": \"" + ShopApi.TOKEN + "\"}");
        Run records = run("read", "--stream", "orders");
        assertThat(records.err()).containsExactly("orders: 10 records");
    }

    @Test
    void importsADocumentFromAnAddress() {
        try (MockApi open = MockApi.start()) {
            open.get("/openapi.json", call -> Reply.text(200, openApi(shop.api.url())));
            Run run = Run.of("import", "openapi", open.url("/openapi.json"));
            assertThat(run.code()).isZero();
            assertThat(run.out()).contains("version: 6.0.0").anyMatch(line -> line.endsWith("name: orders"));
            Run none = Run.of("import", "openapi", open.url("/none.json"));
            assertThat(none.code()).isEqualTo(FAILED);
            assertThat(none.err())
                    .containsExactly("headrace: " + open.url("/none.json")
                            + " answers with status 404; download the document and name the file.");
        }
    }

    private Path openApiFile() throws IOException {
        return Files.writeString(directory.resolve("openapi.json"), openApi(shop.api.url()));
    }

    private static String openApi(String url) {
        return """
                {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "servers": [{"url": "%s"}],
                 "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
                 "security": [{"token": []}],
                 "paths": {"/orders": {"get": {"parameters": [{"name": "after", "in": "query", "schema": {"type": "string"}}],
                   "responses": {"200": {"description": "ok", "content":
                   {"application/json": {"schema": {"type": "object", "properties": {
                     "data": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}},
                     "next": {"type": "string"}}}}}}}}}}}
                """.formatted(url);
    }

    @Test
    void importsAnAirbyteManifestWithoutItsReferences() {
        Run run = Run.of("import", "airbyte", manifest.toString());
        assertThat(run.code()).isZero();
        assertThat(run.err()).containsExactly("2 streams run here.");
        assertThat(run.all()).contains("name: orders").doesNotContain("$ref");
    }

    @Test
    void saysWhatCannotBeImported() throws IOException {
        Path notes = Files.writeString(directory.resolve("notes.txt"), "hello");
        Run run = Run.of("import", "openapi", notes.toString());
        assertThat(run.code()).isEqualTo(WRONG);
        assertThat(run.err()).singleElement().asString().startsWith("headrace: " + notes);
    }
}
