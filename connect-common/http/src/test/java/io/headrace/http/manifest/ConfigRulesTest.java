package io.headrace.http.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigRulesTest {

    private static final Manifest MANIFEST = Manifest.read("""
            version: 1
            check: {type: CheckStream}
            streams: []
            spec:
              connection_specification:
                properties:
                  repository: {type: string}
                  region: {type: string}
                  limit: {type: integer}
                  old: {type: string}
              config_normalization_rules:
                config_migrations:
                  - transformations:
                      - type: ConfigAddFields
                        condition: "{{ config.repository }}"
                        fields:
                          - {path: [repositories, names], value: "{{ config.repository.split(' ') }}"}
                      - type: ConfigRemoveFields
                        field_pointers: [[repository]]
                transformations:
                  - type: ConfigRemapField
                    field_path: [region]
                    map: {eu: europe-west1, us: us-east1}
                  - type: ConfigRemoveFields
                    condition: "{{ property == 'gone' }}"
                    field_pointers: [[old]]
                validations:
                  - type: DpathValidator
                    field_path: [repositories, names]
                    validation_strategy:
                      type: ValidateAdheresToSchema
                      base_schema: {type: array, items: {type: string, pattern: "^[^/]+/[^/]+$"}}
                  - type: PredicateValidator
                    value: "{{ config.get('limit', 1) }}"
                    validation_strategy:
                      type: ValidateAdheresToSchema
                      base_schema: {type: integer, minimum: 1, maximum: 100}
            """, Manifest.Unsupported.FAIL);

    private static Map<String, ?> config(Map<String, String> texts) {
        return MANIFEST.configOf(texts, Clock.systemUTC());
    }

    @Test
    void settingsAreMigratedAndChanged() {
        assertThat(config(Map.of("config.repository", "a/b c/d", "config.region", "eu", "config.old", "gone")))
                .isEqualTo(Map.of("region", "europe-west1", "repositories", Map.of("names", List.of("a/b", "c/d"))));
        assertThat(config(Map.of("config.region", "moon", "config.old", "kept")))
                .isEqualTo(Map.of("region", "moon", "old", "kept"));
    }

    @Test
    void everyRuleThatIsBrokenIsSaid() {
        assertThatThrownBy(() -> config(Map.of("config.repository", "a/b nonsense", "config.limit", "500")))
                .hasMessage("""
                        $.spec.config_normalization_rules.validations[0] (line 28): config.repositories.names[1] does not match ^[^/]+/[^/]+$; change the setting.
                        $.spec.config_normalization_rules.validations[1] (line 33): the value is greater than 100; change the setting.""");
    }
}
