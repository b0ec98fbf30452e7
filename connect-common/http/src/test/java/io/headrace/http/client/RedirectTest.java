package io.headrace.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.fake.FakeApi;
import io.headrace.http.fake.FakeApi.Says;
import io.headrace.http.wire.RequestOptions;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R25: credentials stay with the API, and responses lead nowhere that is not allowed. */
final class RedirectTest {

    private static final Map<String, Object> SECRETS = Map.of(
            "authenticator", Map.of("type", "BearerAuthenticator", "api_token", "canary-token"),
            "request_headers", Map.of("X-Static", "canary-header", "Accept", "application/json"),
            "request_parameters", Map.of("key", "canary-parameter"));

    private final FakeApi other = new FakeApi();

    @AfterEach
    void close() {
        other.close();
    }

    private static Requests requests(String... allowed) {
        return new Requests(Map.of(), options -> options.allowedHosts(List.of(allowed)));
    }

    @Test
    void onTheSameOriginCredentialsStay() {
        try (Requests requests = requests()) {
            requests.api.answers(
                    request -> request.path().equals("/items") ? Says.redirect(302, "/moved") : Says.json("[1]"));

            assertThat(Requests.json(requests.settle(requests.exchange(SECRETS))))
                    .isEqualTo(List.of(1L));
            assertThat(requests.api.last().path()).isEqualTo("/moved");
            assertThat(requests.api.last().header("Authorization")).isEqualTo("Bearer canary-token");
        }
    }

    @Test
    void anotherHostIsRefusedUnlessAllowed() {
        try (Requests requests = requests()) {
            requests.api.answersInOrder(Says.redirect(302, other.urlAs("localhost") + "/stolen"));

            assertThatThrownBy(() -> requests.settle(requests.exchange(SECRETS)))
                    .isInstanceOf(HeadraceException.class)
                    .hasMessage(
                            "A redirect of the server leads to the host 'localhost', which neither the declaration nor http.allowed.hosts names. Add it to http.allowed.hosts if it belongs to the API; credentials are not sent there.");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void anAllowedHostGetsNothingSecret() {
        try (Requests requests = requests("localhost")) {
            other.answersInOrder(Says.json("[2]"));
            requests.api.answersInOrder(Says.redirect(302, other.urlAs("localhost") + "/file?sig=1"));

            assertThat(Requests.json(requests.settle(requests.exchange(SECRETS))))
                    .isEqualTo(List.of(2L));
            assertBare(other.last());
            assertThat(other.last().target()).isEqualTo("/file?sig=1");
        }
    }

    @Test
    void anotherPortOfTheSameHostIsAnotherOrigin() {
        try (Requests requests = requests()) {
            other.answersInOrder(Says.json("[2]"));
            requests.api.answersInOrder(Says.redirect(307, other.url() + "/file"));

            Requests.json(requests.settle(requests.exchange(SECRETS)));

            assertBare(other.last());
        }
    }

    private static void assertBare(FakeApi.Asked asked) {
        assertThat(asked.toString()).doesNotContain("canary");
        assertThat(asked.header("Authorization")).isEmpty();
        assertThat(asked.header("X-Static")).isEmpty();
        assertThat(asked.header("Accept")).isEqualTo("application/json");
    }

    @Test
    void credentialsDoNotComeBack() {
        try (Requests requests = requests("localhost")) {
            requests.api.answers(request -> request.path().equals("/items")
                    ? Says.redirect(302, other.urlAs("localhost") + "/hop")
                    : Says.json("[3]"));
            other.answersInOrder(Says.redirect(302, requests.api.url() + "/back"));

            Requests.json(requests.settle(requests.exchange(SECRETS)));

            assertThat(requests.api.last().path()).isEqualTo("/back");
            assertThat(requests.api.last().header("Authorization")).isEmpty();
        }
    }

    @Test
    void aNextLinkElsewhereIsBareOrRefused() {
        try (Requests requests = requests("localhost")) {
            other.answersInOrder(Says.json("[4]"));
            Requester requester = requests.requester(SECRETS);
            RequestOptions injected = RequestOptions.none().header("X-Key", "canary-option");

            Requests.json(requests.settle(requester.follow(
                    requests.context.scope(), injected, HttpUrl.get(other.urlAs("localhost") + "/page2?after=x"))));

            assertThat(other.last().toString()).doesNotContain("canary");
            assertThat(other.last().target()).isEqualTo("/page2?after=x");
            assertThatThrownBy(() -> requester.follow(
                            requests.context.scope(), injected, HttpUrl.get("https://evil.example.org/")))
                    .hasMessageStartingWith(
                            "A link in a response leads to the host 'evil.example.org', which neither the declaration");
        }
    }

    @Test
    void aPostedBodyDoesNotFollow() {
        try (Requests requests = requests("localhost")) {
            requests.api.answersInOrder(Says.redirect(307, other.urlAs("localhost") + "/file"));

            assertThatThrownBy(() -> requests.settle(requests.exchange(
                            Map.of("http_method", "POST", "request_body_json", Map.of("password", "canary")))))
                    .hasMessage(
                            "The server asks to send the body of the request on to the host 'localhost', and it may hold credentials. Put that host's address into the declaration.");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void aPostThatIsRedirectedBecomesAGet() {
        try (Requests requests = requests()) {
            requests.api.answers(
                    request -> request.path().equals("/items") ? Says.redirect(303, "/result") : Says.json("[]"));

            Requests.json(requests.settle(
                    requests.exchange(Map.of("http_method", "POST", "request_body_json", Map.of("a", 1)))));

            assertThat(requests.api.last().method()).isEqualTo("GET");
            assertThat(requests.api.last().body()).isEmpty();
        }
    }

    @Test
    void redirectsWithoutEndAreGivenUp() {
        try (Requests requests = requests()) {
            requests.api.answersInOrder(Says.redirect(302, "/items"));
            Map<String, ?> handler = Map.of("type", "DefaultErrorHandler", "max_retries", 0);

            assertThatThrownBy(() -> requests.settle(requests.exchange(Map.of("error_handler", handler))))
                    .hasMessageContaining("no answer (IOException: more than 10 redirects)");
        }
    }

    @Test
    void privateAddressesAreRefusedEvenWhereAnyHostIsAllowed() {
        try (Requests requests = requests("*")) {
            requests.api.answersInOrder(
                    Says.redirect(302, "http://127.0.0.2/"),
                    Says.redirect(302, other.urlAs("localhost") + "/"),
                    Says.redirect(302, "http://169.254.169.254/latest/meta-data"),
                    Says.redirect(302, "http://[::1]/"));

            assertThatThrownBy(() -> requests.settle(requests.exchange(Map.of())))
                    .hasMessageContaining("A response led to the host '127.0.0.2', which has a private address.");
            assertThatThrownBy(() -> requests.settle(requests.exchange(Map.of())))
                    .hasMessageContaining(
                            "A response led to the host 'localhost', which has a private address. Set http.allowed.hosts to include it, or http.allow.private.hosts, if that is meant.");
            assertThatThrownBy(() -> requests.settle(requests.exchange(Map.of())))
                    .hasMessageContaining("169.254.169.254");
            assertThatThrownBy(() -> requests.settle(requests.exchange(Map.of())))
                    .hasMessageContaining("'::1'");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void anAddressFromAResponseIsRefusedOrGetsNoCredentials() {
        Map<String, ?> bearer = Map.of("type", "BearerAuthenticator", "api_token", "canary-token");
        Map<String, ?> download = Map.of("url", "{{ download_target }}", "authenticator", bearer);
        other.answersInOrder(Says.json("[5]"));
        try (Requests requests = requests()) {
            Exchange exchange = download(requests, download, other.url());

            assertThatThrownBy(exchange::send)
                    .hasMessageStartingWith(
                            "A template leads to the host '127.0.0.1', which neither the declaration nor http.allowed.hosts names.");
        }
        try (Requests requests = requests("*")) {
            requests.requester(Map.of("authenticator", Map.of("type", "NoAuth")));

            Requests.json(requests.settle(download(requests, download, other.url())));

            assertThat(other.last().header("Authorization")).isEmpty();
        }
        try (Requests requests = requests()) {
            requests.api.answersInOrder(Says.json("[6]"));
            requests.requester(Map.of("authenticator", bearer));

            Requests.json(requests.settle(download(requests, download, requests.api.url())));

            assertThat(requests.api.last().header("Authorization"))
                    .as("the same credential belongs there")
                    .isEqualTo("Bearer canary-token");
        }
    }

    private static Exchange download(Requests requests, Map<String, ?> fields, String url) {
        return requests.requester(fields)
                .request(requests.context.scope().with("download_target", url + "/export"), RequestOptions.none());
    }
}
