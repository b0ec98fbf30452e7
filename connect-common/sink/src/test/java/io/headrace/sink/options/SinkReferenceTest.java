package io.headrace.sink.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.ReferenceDoc;
import io.headrace.core.config.SettingsAudit;
import io.headrace.rules.golden.Golden;
import org.junit.jupiter.api.Test;

class SinkReferenceTest {

    @Test
    void theSettingsKeepTheGrammar() {
        assertThat(SettingsAudit.violations(SinkSettings.all())).isEmpty();
    }

    @Test
    void theReferenceIsUpToDate() {
        Golden.assertMatches(
                "docs/reference/sink.md", ReferenceDoc.markdown("Settings of every sink", SinkSettings.all()));
    }
}
