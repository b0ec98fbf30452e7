package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Reply;
import io.headrace.testkit.stream.Offsets;
import io.headrace.testkit.stream.SourceRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas of records from everywhere a declaration may have them: they may be null, grow, and keep their names. */
class HttpSchemasTest {

    private static final String INLINE = """
            {type: InlineSchemaLoader, schema: {type: object, properties: {
                  id: {type: integer}, born: {type: string, format: date}, note: {type: ["null", string]}}}}""";
    private static final String FILE =
            "{type: JsonFileSchemaLoader, file_path: \"./schemas/{{ parameters['entity'] }}.json\"}";
    private static final String DYNAMIC = """
            {type: DynamicSchemaLoader,
                 retriever: {type: SimpleRetriever,
                   requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: /describe},
                   record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}},
                 schema_type_identifier: {type: SchemaTypeIdentifier, schema_pointer: [fields], key_pointer: [key],
                   type_pointer: [type], types_mapping: [
                     {type: TypesMap, current_type: number, target_type: integer},
                     {type: TypesMap, current_type: day, target_type: date},
                     {type: TypesMap, current_type: text, target_type: string}]}}""";

    private final MockApi api = MockApi.start();
    private final List<Map<String, Object>> described = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> people = new CopyOnWriteArrayList<>();

    @TempDir
    private Path dir;

    @BeforeEach
    void begin() {
        described.add(Map.of("key", "id", "type", "number"));
        described.add(Map.of("key", "born", "type", "day"));
        described.add(Map.of("key", "note", "type", "text"));
        people.add(Map.of("id", 1, "born", "2001-02-03"));
        api.get("/describe", call -> Reply.json(Map.of("fields", described)));
        api.get("/people", call -> Reply.json(people));
        api.get("/pets", call -> Reply.json(List.of(Map.of("id", 9))));
    }

    @AfterEach
    void end() {
        api.close();
    }

    private static String manifest(String loader) {
        return """
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [people]}
                streams:
                  - type: DeclarativeStream
                    name: people
                    primary_key: id
                    $parameters: {entity: person}
                    retriever:
                      type: SimpleRetriever
                      requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: /people}
                      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                    schema_loader: LOADER
                  - type: DeclarativeStream
                    name: pets
                    primary_key: id
                    retriever:
                      type: SimpleRetriever
                      requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: /pets}
                      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                spec:
                  type: Spec
                  connection_specification: {type: object, properties: {url: {type: string}}}
                """.replace("LOADER", loader);
    }

    private Map<String, String> config(String... more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "schemas", "config.url", api.url(), "poll.interval.ms", "86400000", "streams", "people"));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private Map<String, String> inFile(String loader) throws Exception {
        Path manifest = dir.resolve("manifest.yaml");
        Files.writeString(manifest, manifest(loader));
        return config("http.manifest.file", manifest.toString());
    }

    private void schemaFile(String text) throws Exception {
        Files.createDirectories(dir.resolve("schemas"));
        Files.writeString(dir.resolve("schemas/person.json"), text);
    }

    private static List<SourceRecord> read(Map<String, String> config, Offsets offsets) throws Exception {
        try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
            return run.readAll();
        }
    }

    private static List<String> fields(Schema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }

    /** The first record, whose schema has a field that no record had, and a date. */
    private static void assertDeclared(SourceRecord record) {
        Schema schema = record.valueSchema();
        assertThat(schema.name()).isEqualTo("headrace.people");
        assertThat(fields(schema)).containsExactly("id", "born", "note");
        assertThat(schema.fields()).allMatch(field -> field.schema().isOptional());
        assertThat(schema.field("id").schema().type()).isEqualTo(Schema.Type.INT64);
        assertThat(schema.field("born").schema().name()).isEqualTo(Date.LOGICAL_NAME);
        assertThat(schema.field("note").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        assertThat(((Struct) record.value()).get("note")).isNull();
        assertThat(record.keySchema().name()).isEqualTo("headrace.people_key");
    }

    @Test
    void inTheDeclaration() throws Exception {
        assertDeclared(
                read(config("http.manifest", manifest(INLINE)), new Offsets()).get(0));
    }

    @Test
    void inAFileBesideTheManifest() throws Exception {
        schemaFile("""
                {"type":"object","properties":{"id":{"type":"integer"},"born":{"type":"string","format":"date"},
                 "note":{"type":["null","string"]}}}""");
        assertThat(errors(inFile(FILE))).isEmpty();
        assertDeclared(read(inFile(FILE), new Offsets()).get(0));
    }

    @Test
    void describedByTheApi() throws Exception {
        assertDeclared(
                read(config("http.manifest", manifest(DYNAMIC)), new Offsets()).get(0));
    }

    @Test
    void fromSeveralPlaces() throws Exception {
        schemaFile("{\"type\":\"object\",\"properties\":{\"more\":{\"type\":\"boolean\"}}}");
        SourceRecord record =
                read(inFile("[" + INLINE + ", " + FILE + "]"), new Offsets()).get(0);
        assertThat(fields(record.valueSchema())).containsExactly("id", "born", "note", "more");
    }

    /** A field that the API describes later, one that only records have, and a value that the description did not foresee. */
    @Test
    void theyGrowAndWhatGrewIsRemembered() throws Exception {
        Map<String, String> config = config("http.manifest", manifest(DYNAMIC), "poll.interval.ms", "20");
        Offsets offsets = new Offsets();
        List<SourceRecord> records = new ArrayList<>();
        try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
            records.addAll(run.read(1));
            people.set(0, Map.of("id", 1, "born", "unknown", "extra", true));
            records.add(last(run.read(3)));
        }
        assertDeclared(records.get(0));
        Schema grown = records.get(1).valueSchema();
        assertThat(grown.name()).isEqualTo("headrace.people");
        assertThat(fields(grown)).containsExactly("id", "born", "note", "extra");
        assertThat(grown.field("born").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        assertThat(grown.field("extra").schema()).isEqualTo(Schema.OPTIONAL_BOOLEAN_SCHEMA);
        people.set(0, Map.of("id", 1));
        described.remove(2);
        described.add(Map.of("key", "later", "type", "number"));
        try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
            Schema after = last(run.read(2)).valueSchema();
            assertThat(after.name()).isEqualTo("headrace.people");
            assertThat(fields(after)).containsExactlyInAnyOrder("id", "born", "note", "extra", "later");
            assertThat(after.field("born").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        }
    }

    private static SourceRecord last(List<SourceRecord> records) {
        return records.get(records.size() - 1);
    }

    @Test
    void whoAsksForMapsAsksForNoSchema() throws Exception {
        read(config("http.manifest", manifest(DYNAMIC), "record.format", "map"), new Offsets());
        assertThat(api.log().all(call -> call.path().equals("/describe"))).isEmpty();
    }

    @Test
    void aSchemaThatTheApiDoesNotTellFailsItsStreamAlone() throws Exception {
        api.get("/describe", call -> Reply.json(403, Map.of("error", "no")));
        Map<String, String> config = config("http.manifest", manifest(DYNAMIC), "streams", "people,pets");
        assertThat(read(config, new Offsets())).extracting(SourceRecord::topic).containsExactly("pets");
        config.put("on.stream.error", "fail");
        assertThatThrownBy(() -> read(config, new Offsets()))
                .hasMessageContaining("/describe")
                .hasMessageContaining("403");
    }

    private static List<String> errors(Map<String, String> config) {
        return new HttpSourceConnector()
                .validate(config).configValues().stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();
    }

    @Test
    void aFileThatIsNotThereIsSaidWithItsPlace() throws Exception {
        assertThat(errors(inFile(FILE)))
                .singleElement()
                .asString()
                .startsWith("http.manifest.file: ")
                .contains("$.streams[0].schema_loader")
                .contains("The file './schemas/person.json' cannot be read on this worker (NoSuchFileException)")
                .contains(
                        "ut the schema there on every worker, or take schema_loader out of the stream, so that the schema is"
                                + " learnt from the records");
        assertThatThrownBy(() -> read(inFile(FILE), new Offsets())).hasMessageContaining("NoSuchFileException");
        schemaFile("[]");
        assertThat(errors(inFile(FILE)))
                .singleElement()
                .asString()
                .contains("The file './schemas/person.json' is no JSON object of at most 4 MiB");
    }

    @Test
    void otherFilesOfTheWorkerAreNotRead() throws Exception {
        assertThat(errors(inFile("{type: JsonFileSchemaLoader, file_path: ../../etc/passwd}")))
                .singleElement()
                .asString()
                .contains("'../../etc/passwd' is not a file in the manifest's directory or below it");
        assertThat(errors(config("http.manifest", manifest(FILE))))
                .singleElement()
                .asString()
                .contains(
                        "There is no directory in which './schemas/person.json' could lie, because the manifest is not in"
                                + " a file");
    }
}
