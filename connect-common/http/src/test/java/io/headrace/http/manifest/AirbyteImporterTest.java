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
}
