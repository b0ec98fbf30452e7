package io.headrace.http.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.spec.SpecException;
import org.junit.jupiter.api.Test;

class AirbyteImporterTest {

    private static final String TEXT = """
            version: 6.0.0
            check: {stream_names: [a]}
            definitions:
              requester: {url_base: "https://x", path: "/{{ parameters.name }}"}
            streams:
              - $parameters: {name: a}
                retriever:
                  requester: {$ref: "#/definitions/requester"}
                  record_selector: {extractor: {field_path: [data]}}
              - name: b
                retriever:
                  class_name: source_x.components.Reader
            """;

    @Test
    void whatRunsIsWrittenPlainlyAndTheRestIsNoted() {
        Imported imported = AirbyteImporter.read(TEXT);

        assertThat(imported.notes())
                .containsExactly(
                        "$.streams[1].retriever (line 11): stream 'b': CustomRetriever is the Python class "
                                + "'source_x.components.Reader', which cannot run here; write it with SimpleRetriever or AsyncRetriever, or leave the stream out.",
                        "1 stream runs here.");
        assertThat(imported.manifest())
                .startsWith("version: 6.0.0\ntype: DeclarativeSource\n")
                .doesNotContain("$ref");
        Manifest again = Manifest.read(imported.manifest(), Manifest.Unsupported.FAIL);
        assertThat(again.streams())
                .isEqualTo(Manifest.read(TEXT, Manifest.Unsupported.SKIP_STREAM).streams());
    }

    @Test
    void aManifestOfWhichNothingRunsIsRefused() {
        String nothing = TEXT.replace("field_path: [data]", "field_pth: [data]");

        assertThatThrownBy(() -> AirbyteImporter.read(nothing))
                .isInstanceOf(SpecException.class)
                .message()
                .contains("stream 'a': DpathExtractor has no field 'field_pth'")
                .contains("stream 'b': ");
    }

    /** References within references, parameters of several levels, a part in Python, and what Airbyte's builder adds for itself. */
    private static final String RICH = """
            version: 6.48.6
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [customers, orders]}
            definitions:
              base:
                type: HttpRequester
                url_base: "https://{{ config.shop }}.example.com"
                http_method: GET
                authenticator: {$ref: "#/definitions/login"}
              login: {type: BearerAuthenticator, api_token: "{{ config.token }}"}
              pages:
                type: DefaultPaginator
                page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: limit}
                page_token_option: {type: RequestPath}
                pagination_strategy: {type: CursorPagination, page_size: 50, cursor_value: "{{ response.next }}"}
              stream:
                retriever:
                  type: SimpleRetriever
                  requester:
                    $ref: "#/definitions/base"
                    path: "/{{ parameters['version'] }}/{{ parameters['name'] }}"
                  record_selector: {extractor: {field_path: ["{{ parameters['name'] }}"]}}
                  paginator: {$ref: "#/definitions/pages"}
            streams:
              - $ref: "#/definitions/stream"
                $parameters: {name: orders, version: v2}
              - $ref: "#/definitions/stream"
                name: customers
                $parameters: {name: customers, version: v1}
                transformations: [{type: CustomTransformation, class_name: source_shop.components.Tidy}]
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [shop, token]
                properties:
                  shop: {type: string}
                  token: {type: string, airbyte_secret: true}
            metadata:
              autoImportSchema: {orders: true}
            """;

    @Test
    void whatIsWrittenOnceForManyIsWrittenAtEach() {
        Imported imported = AirbyteImporter.read(RICH);

        assertThat(imported.notes())
                .containsExactly(
                        "$.streams[1].transformations[0] (line 30): stream 'customers': CustomTransformation is the Python"
                                + " class 'source_shop.components.Tidy', which cannot run here; put a jar beside the plugin"
                                + " whose class implements io.headrace.http.custom.CustomTransformation and names it, or"
                                + " leave the stream out.",
                        "1 stream runs here.",
                        "The check reads orders instead of customers, orders.");
        assertThat(imported.manifest())
                .startsWith("version: 6.48.6\ntype: DeclarativeSource\ncheck:\n  type: CheckStream\n")
                .contains("""
                              authenticator:
                                type: BearerAuthenticator
                                api_token: '{{ config.token }}'
                      """)
                .contains("""
                              pagination_strategy:
                                type: CursorPagination
                                page_size: 50
                                cursor_value: '{{ response.next }}'
                      """)
                .contains("        path: /{{ parameters['version'] }}/{{ parameters['name'] }}\n")
                .contains("airbyte_secret: true")
                .doesNotContain("$ref", "definitions", "customers", "v1", "Tidy");
        Manifest again = Manifest.read(imported.manifest(), Manifest.Unsupported.FAIL);
        Manifest once = Manifest.read(RICH, Manifest.Unsupported.SKIP_STREAM);
        assertThat(again.streams()).isEqualTo(once.streams()).hasSize(1);
        assertThat(again.config()).usingRecursiveComparison().isEqualTo(once.config());
    }

    @Test
    void aCheckOfNothingThatIsLeftReadsTheFirstStream() {
        Imported imported = AirbyteImporter.read(TEXT.replace("stream_names: [a]", "stream_names: [b]"));

        assertThat(imported.notes()).endsWith("1 stream runs here.", "The check reads a instead of b.");
        assertThat(Manifest.read(imported.manifest(), Manifest.Unsupported.FAIL)
                        .check()
                        .orElseThrow()
                        .texts("stream_names"))
                .containsExactly("a");
    }
}
