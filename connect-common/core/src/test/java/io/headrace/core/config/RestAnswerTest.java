package io.headrace.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.runtime.AbstractHerder;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.junit.jupiter.api.Test;

/** What the worker's REST API makes of an answer to {@code Connector.validate}. */
class RestAnswerTest {

    private static final Setting<URI> URL = Setting.url("url").required().build();
    private static final Setting<Optional<Secret>> PASSWORD =
            Setting.password("password").optional().build();
    private static final Setting<Integer> ROWS =
            Setting.integer("flush.rows").defaultsTo(5).build();
    private static final Settings SETTINGS = Settings.of(URL, PASSWORD, ROWS);

    @Test
    void namesEveryErrorOnceAndNoSecret() {
        Map<String, String> properties = Map.of(
                "url", "postgresql://bob:hunter22@db/shop",
                "password", "hunter22",
                "flush.row", "hunter22");
        ConfigDef def = SETTINGS.toConfigDef();

        ConfigInfos answer = AbstractHerder.generateResult(
                "X",
                def.configKeys(),
                SETTINGS.problems(properties).into(new Config(def.validate(properties))),
                List.of());

        assertThat(answer.errorCount()).isEqualTo(2);
        assertThat(answer.configs())
                .filteredOn(info -> !info.configValue().errors().isEmpty())
                .extracting(info -> info.configValue().errors())
                .containsExactlyInAnyOrder(
                        List.of("url: it holds a user or a password (not shown); it must be a URL without them, because"
                                + " logs and the REST API show URLs. Move them to the settings username and password,"
                                + " and write any other @ as %40."),
                        List.of("flush.row: there is no such setting; the nearest is flush.rows. Rename the key or"
                                + " remove it."));
        assertThat(answer.toString()).contains("[hidden]").doesNotContain("hunter22");
    }
}
