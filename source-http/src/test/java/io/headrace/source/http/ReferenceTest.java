package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.ReferenceDoc;
import io.headrace.core.config.SettingsAudit;
import io.headrace.http.flat.StreamSettings;
import io.headrace.rules.golden.Golden;
import io.headrace.source.http.poll.HttpSettings;
import io.headrace.source.http.webhook.WebhookSettings;
import org.junit.jupiter.api.Test;

/** The page that is written from the settings. */
class ReferenceTest {

    @Test
    void thePageIsWhatTheCodeSays() {
        Golden.assertMatches(
                "docs/reference/source-webhook.md", ReferenceDoc.markdown("Webhook source", WebhookSettings.ALL));
    }

    @Test
    void thePageOfTheApiSourceIsWhatTheCodeSays() {
        Golden.assertMatches(
                "docs/reference/source-http.md",
                ReferenceDoc.markdown("HTTP source", HttpSettings.ALL) + "\n"
                        + ReferenceDoc.markdown("Streams of the HTTP source, as streams.NAME.*", StreamSettings.ALL));
    }

    @Test
    void theKeysKeepTheRules() {
        assertThat(SettingsAudit.violations(HttpSettings.ALL)).isEmpty();
        assertThat(SettingsAudit.violations(StreamSettings.ALL)).isEmpty();
        assertThat(SettingsAudit.violations(WebhookSettings.ALL)).isEmpty();
    }
}
