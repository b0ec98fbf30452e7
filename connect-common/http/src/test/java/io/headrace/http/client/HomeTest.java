package io.headrace.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.fake.FakeApi.Says;
import io.headrace.http.spec.Place;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.time.Clock;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which host a credential belongs to, whatever follows behind it. */
final class HomeTest {

    private static final Scope SETTINGS =
            Scope.of(Map.of("site", "acme", "base", "https://acme.example.com/v1"), Clock.systemUTC());

    private static String host(String text) {
        return Home.of(text, Place.ROOT, SETTINGS).map(HttpUrl::host).orElse("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.example.com | api.example.com",
                "https://api.example.com/v1/{{ stream_partition['id'] }}/items | api.example.com",
                "https://{{ config['site'] }}.example.com/v1/{{ stream_partition.id }} | acme.example.com",
                "{{ config['base'] }}/{{ stream_partition.id }}/{{ next_page_token['x'] }} | acme.example.com",
                "{{ config['base'] }}{{ next_page_token['x'] }} | acme.example.com",
                "https://api.example.com/{% if stream_partition.id %}a{% endif %} | api.example.com"
            })
    void settingsGiveTheHost(String text, String host) {
        assertThat(host(text)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ download_target }}",
                "https://{{ stream_partition['host'] }}/v1",
                "https://api.example.com{{ next_page_token['rest'] }}",
                "https://{{ config['site'] }}{{ stream_partition.x }}.example.com/v1",
                "{{ config['nothing'] }}/v1"
            })
    void otherHostsComeFromResponses(String text) {
        assertThat(host(text)).isEqualTo("none");
    }

    @Test
    void credentialsGoToAnAddressWithAPartition() {
        try (Requests requests = new Requests()) {
            requests.api.answersInOrder(Says.json("[]"));
            Requester requester = requests.requester(Map.of(
                    "url",
                    requests.api.url() + "/parents/{{ stream_partition['id'] }}",
                    "authenticator",
                    Map.of("type", "BearerAuthenticator", "api_token", "canary-token")));

            Requests.json(requester
                    .request(
                            requests.context.scope().with("stream_partition", Map.of("id", "a b")),
                            RequestOptions.none())
                    .send());

            assertThat(requests.api.last().path()).isEqualTo("/parents/a%20b");
            assertThat(requests.api.last().header("Authorization")).isEqualTo("Bearer canary-token");
        }
    }
}
