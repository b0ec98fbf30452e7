package io.headrace.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.ReferenceDoc;
import io.headrace.core.config.SettingsAudit;
import io.headrace.rules.golden.Golden;
import org.junit.jupiter.api.Test;

/** The page that is written from the settings. */
class ReferenceTest {

    @Test
    void thePageIsWhatTheCodeSays() {
        Golden.assertMatches(
                "docs/reference/source-postgres.md",
                ReferenceDoc.markdown("PostgreSQL CDC source", SourceSettings.ALL));
    }

    @Test
    void theKeysKeepTheRules() {
        assertThat(SettingsAudit.violations(SourceSettings.ALL)).isEmpty();
    }
}
