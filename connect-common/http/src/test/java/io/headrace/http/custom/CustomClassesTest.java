package io.headrace.http.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.testing.Connected;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomClassesTest {

    private static final String MANIFEST = """
            version: 6.0.0
            streams:
              - name: prices
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: "{{ config.url }}"
                    path: "/{{ stream_partition.region }}/prices"
                    authenticator:
                      type: CustomAuthenticator
                      class_name: source_shop.components.Login
                      token: "{{ config.token }}"
                    error_handler:
                      type: DefaultErrorHandler
                      backoff_strategies: [{class_name: source_shop.components.Patience}]
                  record_selector:
                    extractor: {type: CustomRecordExtractor, class_name: source_shop.components.Rows}
                    record_filter: {type: CustomRecordFilter, class_name: source_shop.components.Dear, least: 20}
                  paginator:
                    type: DefaultPaginator
                    pagination_strategy: {type: CustomPaginationStrategy, class_name: source_shop.components.Pages}
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: from}
                  partition_router: {type: CustomPartitionRouter, class_name: source_shop.components.Slices}
                transformations:
                  - {type: CustomTransformation, class_name: source_shop.components.Stamp, where: "{{ config.where }}"}
                schema_loader: {type: CustomSchemaLoader, class_name: source_shop.components.Shape, title: "at {{ config.where }}"}
                state_migrations: [{type: CustomStateMigration, class_name: source_shop.components.OldState}]
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [url, token, regions]
                properties:
                  url: {type: string}
                  token: {type: string, airbyte_secret: true}
                  regions: {type: string}
                  where: {type: string, default: here}
              config_normalization_rules:
                transformations: [{type: CustomConfigTransformation, class_name: source_shop.components.Regions}]
            """;

    private final MockApi api = MockApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private Map<String, String> connector(String manifest) {
        return Map.of(
                "http.manifest",
                manifest,
                "config.url",
                api.url(),
                "config.token",
                "sesame",
                "config.regions",
                "eu us");
    }

    @Test
    void javaTakesThePlaceOfPythonEverywhere() {
        AtomicInteger refusals = new AtomicInteger();
        api.get("/{region}/prices", call -> prices(call, refusals));

        try (Connected connected = Connected.to(connector(MANIFEST))) {
            assertThat(connected.records("prices"))
                    .extracting(record -> record.get("id") + " " + record.get("price") + " " + record.get("where"))
                    .containsExactly("eu2 20 here/eu", "eu3 30 here/eu", "us2 20 here/us", "us3 30 here/us");
            assertThat(connected
                            .declaration()
                            .streams()
                            .get(0)
                            .children("schema_loader")
                            .get(0)
                            .toJson())
                    .isEqualTo(Map.of(
                            "type", "InlineSchemaLoader", "schema", Map.of("type", "object", "title", "at here")));
        }
        assertThat(refusals).as("refused once, and asked again").hasValue(2);
        assertThat(api.log().all())
                .allSatisfy(call -> assertThat(call.header("X-Shop-Token")).contains("sesame-GET"));
    }

    private static Reply prices(Call call, AtomicInteger refusals) {
        String region = call.var("region");
        if (call.query("from").isEmpty() && region.equals("us") && refusals.getAndIncrement() == 0) {
            return Reply.text(503, "").header("X-Wait", "7");
        }
        return call.query("from").isEmpty()
                ? Reply.json(200, Map.of("more", true, "rows", Map.of(region + 1, 10)))
                : call.query("from").get().equals("1")
                        ? Reply.json(200, Map.of("more", true, "rows", Map.of(region + 2, 20)))
                        : Reply.json(200, Map.of("more", false, "rows", Map.of(region + 3, 30)));
    }

    @Test
    void whatNobodyStandsForIsNamedWithStreamAndPlace() {
        assertThat(Connected.problems(connector(MANIFEST.replace("components.Dear", "components.Cheap"))))
                .containsExactly("http.manifest: $.streams[0].retriever.record_selector.record_filter (line 20): stream"
                        + " 'prices': CustomRecordFilter is the Python class 'source_shop.components.Cheap', which cannot"
                        + " run here; put a jar beside the plugin whose class implements"
                        + " io.headrace.http.custom.CustomRecordFilter and names it, or leave the stream out.");
    }

    /** A class of another kind does not help. */
    @Test
    void kindsWithoutACounterpartSayWhatToWriteInstead() {
        String manifest = """
                version: 6.0.0
                streams:
                  - name: prices
                    retriever: {type: CustomRetriever, class_name: source_shop.components.Login}
                """;
        assertThat(Connected.problems(Map.of("http.manifest", manifest)))
                .containsExactly("http.manifest: $.streams[0].retriever (line 4): stream 'prices': CustomRetriever"
                        + " is the Python class 'source_shop.components.Login', which cannot run here; write it with"
                        + " SimpleRetriever or AsyncRetriever, or leave the stream out.");
    }

    @Test
    void streamsThatNeedWhatIsNotThereCanBeLeftOut() {
        Map<String, String> skipping = new HashMap<>(connector(MANIFEST));
        skipping.put("manifest.unsupported", "skip_stream");
        skipping.put("http.manifest", MANIFEST.replace("components.Dear", "components.Cheap"));
        try (Connected connected = Connected.to(skipping)) {
            assertThat(connected.declaration().streams()).isEmpty();
            assertThat(connected.declaration().skipped()).hasSize(1);
        }
    }

    @Test
    void whatCodeThrowsNamesItsPlace() {
        api.get("/{region}/prices", call -> Reply.json(200, Map.of("rows", Map.of("a", 30))));
        try (Connected connected =
                Connected.to(connector(MANIFEST.replace("where: \"{{ config.where }}\"", "fails: true")))) {
            assertThatThrownBy(() -> connected.records("prices"))
                    .message()
                    .contains("CustomTransformation")
                    .contains("$.streams[0].transformations[0]")
                    .endsWith(
                            "io.headrace.http.custom.ShopParts$Stamp failed with IllegalStateException: no stamp. Mend the"
                                    + " class, or the fields that it is given.");
        }
    }

    @Test
    void fieldsThatAreLeftOutAreNamed() {
        api.get("/{region}/prices", call -> Reply.json(200, Map.of("rows", Map.of("a", 30))));
        try (Connected connected = Connected.to(connector(MANIFEST.replace(", where: \"{{ config.where }}\"", "")))) {
            assertThatThrownBy(() -> connected.records("prices"))
                    .hasMessage("$.streams[0].transformations[0].where (line 27): Stamp needs 'where'; add it.");
        }
    }

    @Test
    void requestsShowNoQuery() {
        assertThat(new CustomRequest("GET", "http://a/b?key=canary", Map.of(), new byte[0]))
                .hasToString("GET http://a/b");
        assertThat(List.of(new ShopParts.Login().classNames())).isNotEmpty();
    }
}
