package io.headrace.filesink;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.ReferenceDoc;
import io.headrace.core.config.SettingsAudit;
import io.headrace.rules.golden.Golden;
import io.headrace.sink.options.SinkSettings;
import org.junit.jupiter.api.Test;

/** The pages that are written from the code. */
class FilesReferenceTest {

    /** Its own settings; those that every sink has are on a page of theirs. */
    @Test
    void settingsAreDocumented() {
        Golden.assertMatches("docs/reference/sink-files.md", ReferenceDoc.markdown("Files sink", FilesSettings.ALL));
    }

    @Test
    void settingsKeepTheRules() {
        assertThat(SettingsAudit.violations(SinkSettings.all().plus(FilesSettings.ALL)))
                .isEmpty();
    }
}
