package io.headrace.http.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.manifest.AirbyteImporter;
import io.headrace.http.manifest.Imported;
import io.headrace.http.manifest.Manifest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Importing the declarations changes how they are written, and nothing of what they say. */
final class ImportTest {

    @ParameterizedTest
    @MethodSource("io.headrace.http.manifests.CoverageTest#declarations")
    void saysTheSamePlainly(String declaration) {
        Manifest written = Manifest.read(declaration, Manifest.Unsupported.FAIL);

        Imported imported = AirbyteImporter.read(declaration);

        Manifest plain = Manifest.read(imported.manifest(), Manifest.Unsupported.FAIL);
        assertThat(plain.source()).isEqualTo(written.source());
        assertThat(plain.streams()).isEqualTo(written.streams());
        assertThat(plain.dynamicStreams()).isEqualTo(written.dynamicStreams());
        assertThat(plain.apiBudget()).isEqualTo(written.apiBudget());
        assertThat(plain.check()).isEqualTo(written.check());
        assertThat(plain.config()).usingRecursiveComparison().isEqualTo(written.config());
        assertThat(imported.manifest()).doesNotContain("$ref");
        int all = written.streams().size() + written.dynamicStreams().size();
        assertThat(imported.notes()).containsExactly(all + (all == 1 ? " stream runs here." : " streams run here."));
        assertThat(AirbyteImporter.read(imported.manifest()).manifest())
                .as("imported again")
                .isEqualTo(imported.manifest());
    }
}
