package io.headrace.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.decode.RecordSelect;
import io.headrace.http.decode.RecordStream;
import io.headrace.http.fake.FakeApi.Says;
import io.headrace.http.fake.Specs;
import io.headrace.http.wire.RequestOptions;
import io.headrace.http.wire.RequestOptions.Target;
import io.headrace.http.wire.RequestOptions.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a requester becomes a request. */
final class RequesterTest {

    private final Requests requests = new Requests(Map.of("region", "eu", "empty", ""), options -> {});

    @BeforeEach
    void answer() {
        requests.api.answers(request -> Says.json("{\"ok\":true}"));
    }

    @AfterEach
    void close() {
        requests.close();
    }

    private void send(Map<String, ? extends @Nullable Object> fields, RequestOptions options) {
        Requests.json(requests.settle(requests.requester(fields).request(requests.context.scope(), options)));
    }

    @Test
    void addressParametersAndHeaders() {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("a", "{{ config['region'] }}");
        params.put("b", "{{ config['empty'] }}");
        params.put("c", "{{ ['x', 'y'] }}");
        params.put("d", "with space&=");
        params.put("e[gte]", "{{ 1700000000 }}");
        send(
                Map.of(
                        "url_base",
                        requests.api.url() + "/v1/",
                        "path",
                        "/{{ config['region'] }}/items",
                        "request_parameters",
                        params,
                        "request_headers",
                        Map.of("X-Version", "2", "Accept", "application/json")),
                RequestOptions.none().parameter("page", 3L).header("X-Page", 3L));

        assertThat(requests.api.last().target())
                .isEqualTo("/v1/eu/items?a=eu&c=x&c=y&d=with%20space%26%3D&e%5Bgte%5D=1700000000&page=3");
        assertThat(requests.api.last().header("X-Version")).isEqualTo("2");
        assertThat(requests.api.last().header("X-Page")).isEqualTo("3");
        assertThat(requests.api.last().header("Accept")).isEqualTo("application/json");
        assertThat(requests.api.last().header("User-Agent")).isEqualTo("Headrace");
    }

    @Test
    void bodies() {
        send(
                Map.of(
                        "http_method",
                        "POST",
                        "request_body_json",
                        Map.of("filter", Map.of("region", "{{ config['region'] }}"))),
                RequestOptions.none().with(new Target(Where.JSON, List.of("filter", "page", "size")), 10L));
        assertThat(requests.api.last().body()).isEqualTo("{\"filter\":{\"region\":\"eu\",\"page\":{\"size\":10}}}");
        assertThat(requests.api.last().header("Content-Type")).isEqualTo("application/json");

        send(
                Map.of("http_method", "POST", "request_body_data", Map.of("region", "{{ config['region'] }}")),
                RequestOptions.none().with(new Target(Where.FORM, List.of("page")), 2L));
        assertThat(requests.api.last().body()).isEqualTo("region=eu&page=2");
        assertThat(requests.api.last().header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");

        send(
                Map.of(
                        "http_method",
                        "POST",
                        "request_body",
                        Map.of("type", "RequestBodyPlainText", "value", "hello {{ config['region'] }}")),
                RequestOptions.none());
        assertThat(requests.api.last().body()).isEqualTo("hello eu");

        send(
                Map.of(
                        "http_method",
                        "POST",
                        "request_body",
                        Map.of(
                                "type",
                                "RequestBodyGraphQL",
                                "value",
                                Map.of("query", "query { a }", "variables", Map.of("first", "{{ 5 }}")))),
                RequestOptions.none());
        assertThat(requests.api.last().body()).isEqualTo("{\"query\":\"query { a }\",\"variables\":{\"first\":5}}");
    }

    @Test
    void aNextLinkKeepsItsOwnParameters() {
        Requester requester = requests.requester(Map.of("request_parameters", Map.of("page", "1", "limit", "10")));
        HttpUrl next = HttpUrl.get(requests.api.url() + "/other?page=2&x=%2F");

        Requests.json(requests.settle(requester.follow(requests.context.scope(), RequestOptions.none(), next)));

        assertThat(requests.api.last().target()).isEqualTo("/other?page=2&x=%2F&limit=10");
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> requests.requester(Map.of("request_body_json", Map.of("a", 1))))
                .hasMessage(
                        "$.http_method: a GET request carries no body; use POST, or put the values into parameters.");
        assertThatThrownBy(() -> requests.requester(
                        Map.of("http_method", "POST", "request_body_json", Map.of("a", 1), "request_body_data", "b")))
                .hasMessage("$.request_body: a request has one body, and several are given; keep one of them.");
        assertThatThrownBy(() -> send(
                        Map.of("request_parameters", Map.of("page", "1")),
                        RequestOptions.none().parameter("page", 2L)))
                .hasMessage(
                        "$.request_parameters: the parameter 'page' is given here and by another component; remove it here.");
        assertThatThrownBy(() -> send(Map.of("url_base", "{{ config['nothing'] }}"), RequestOptions.none()))
                .hasMessage(
                        "$.url_base: the template gives no address that begins with http:// or https:// and names a host; check the settings that it names.");
        assertThatThrownBy(() -> send(Map.of("url_base", "http://me:pw@localhost"), RequestOptions.none()))
                .hasMessage(
                        "$.url_base: the address holds a user or password, which logs would show; use BasicHttpAuthenticator.");
        assertThatThrownBy(() -> RequestOptions.none()
                        .parameter("a", 1L)
                        .and(RequestOptions.none().parameter("a", 2L)))
                .hasMessage(
                        "Two components put different values into the parameter a of one request. Give one of them another name, or remove it.");
    }

    @Test
    void responsesAreSharedWhereThatIsAskedFor() {
        Map<String, Object> cached = Map.of("use_cache", true);

        assertThat(Requests.json(requests.settle(requests.exchange(cached)))).isEqualTo(Map.of("ok", true));
        assertThat(Requests.json(requests.settle(requests.exchange(cached)))).isEqualTo(Map.of("ok", true));
        assertThat(requests.api.asked()).hasSize(1);
        requests.clock.advance(java.time.Duration.ofMinutes(6));
        Requests.json(requests.settle(requests.exchange(cached)));
        assertThat(requests.api.asked()).hasSize(2);
        Requests.json(requests.settle(requests.exchange(Map.of())));
        assertThat(requests.api.asked()).hasSize(3);
    }

    @Test
    void whatIsCutOrHoldsAnErrorIsNotShared() {
        RecordSelect data = RecordSelect.compile(Specs.of("DpathExtractor", Map.of("field_path", List.of("data"))));
        List<String> bodies = List.of(
                "{\"data\":[{\"id\":1},{\"id\"",
                "{\"error\":\"come back later\"}",
                "{\"data\":[{\"id\":1},{\"id\":2}]}");
        AtomicInteger next = new AtomicInteger();
        requests.api.answers(asked -> Says.json(bodies.get(next.getAndIncrement())));

        assertThatThrownBy(() -> read(data)).hasMessageContaining("the body was cut");
        assertThatThrownBy(() -> read(data)).hasMessageContaining("come back later");
        assertThat(read(data)).hasSize(2);
        assertThat(read(data)).as("shared").hasSize(2);
        assertThat(requests.api.asked()).hasSize(3);
    }

    private List<Object> read(RecordSelect select) {
        List<Object> records = new ArrayList<>();
        try (Answer answer = (Answer) requests.settle(requests.exchange(Map.of("use_cache", true)));
                RecordStream found = answer.records(select, requests.context.scope())) {
            for (Object record = found.next(); record != null; record = found.next()) {
                records.add(record);
            }
        }
        return records;
    }
}
