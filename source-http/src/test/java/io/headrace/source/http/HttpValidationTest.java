package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.http.wire.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** What is said of wrong configurations, and where. */
class HttpValidationTest {

    private static Map<String, List<String>> errors(Map<String, String> config) {
        Map<String, List<String>> errors = new TreeMap<>();
        for (ConfigValue value : new HttpSourceConnector().validate(config).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }

    private static void assertOnlyError(Map<String, String> config, String key, String text) {
        assertThat(errors(config)).isEqualTo(Map.of(key, List.of(key + ": " + text)));
    }

    @Test
    void nothingIsWrongWithAnApiThatAnswers() {
        try (ShopApi shop = new ShopApi(3, 2)) {
            assertThat(errors(shop.ordersAndItems())).isEmpty();
        }
    }

    @Test
    void eachErrorStandsAtItsKey() {
        try (ShopApi shop = new ShopApi(1, 0)) {
            assertOnlyError(
                    shop.orders("streams.orders.pagnation.size", "5"),
                    "streams.orders.pagnation.size",
                    "there is no such setting of a stream; the nearest is streams.orders.pagination.type."
                            + " Rename the key or remove it.");
            assertOnlyError(
                    shop.orders("streams.order.path", "/x"),
                    "streams.order.path",
                    "there is no stream 'order'; it must be one that streams names: orders. Add it there or remove the key.");
            assertOnlyError(
                    shop.orders("rate.limit", "ten/s"),
                    "rate.limit",
                    "'ten/s' is not allowed; it must be limits such as 10/s or 1000/h, with semicolons between several."
                            + " Set it to such a value or leave it out.");
            assertOnlyError(
                    shop.orders("http.auth.type", "bearer"),
                    "http.auth.token",
                    "it is missing; http.auth.type=bearer needs it. Set it, or choose another http.auth.type.");
            assertOnlyError(
                    shop.orders("streams.orders.cursor.window", "P1D", "streams.orders.cursor.field", "updated_at"),
                    "streams.orders.cursor.start",
                    "it is missing; windows of cursor.window need a time at which the first begins. Set it.");
            assertOnlyError(
                    shop.orders("streams.orders.path", "/shops/{parent.id}/orders"),
                    "streams.orders.parent",
                    "it is missing; a placeholder {parent.…} needs a stream whose fields it means. Set it.");
            assertOnlyError(
                    shop.ordersAndItems(
                            "streams.items.parent.on.error", "skip", "streams.items.parent.changed.only", "true"),
                    "streams.items.parent.on.error",
                    "'skip' is not allowed together with parent.changed.only: a parent that is left out would be visited again"
                            + " only once it changes. Set parent.on.error=fail, or parent.changed.only=false.");
            assertOnlyError(
                    shop.orders("config.token", "x"),
                    "config.token",
                    "there is no manifest that asks for it. Remove it, or give http.manifest.");
        }
    }

    @Test
    void whatTheApiDoesNotGiveIsSaidBeforeTheConnectorRuns() {
        try (ShopApi shop = new ShopApi(1, 0)) {
            assertOnlyError(
                    shop.orders("streams.orders.primary.key", "number"),
                    "streams.orders.path",
                    "the stream 'orders' cannot be read: A record of stream orders has no number, which is part of the primary key;"
                            + " every record must have it. Correct the primary key of the stream, or leave such records out with a filter");
            shop.mock.get("/broken", call -> Reply.json(500, Map.of("error", "boom")));
            assertOnlyError(
                    shop.orders("streams.orders.path", "/broken"),
                    "streams.orders.path",
                    "the stream 'orders' cannot be read: GET " + shop.mock.url()
                            + "/broken: answered 500: boom. Check the address, and that this worker reaches it. If it may pass,"
                            + " try again, or create the connector all the same with validate.connect=false");
        }
    }

    @Test
    void aPageThatIsNoJsonIsSaidAtOnce() {
        try (ShopApi shop = new ShopApi(1, 0)) {
            shop.mock.get("/orders", call -> Reply.html(200, "<html>Please log in</html>"));
            assertOnlyError(
                    shop.orders(),
                    "streams.orders.path",
                    "the stream 'orders' cannot be read: GET " + shop.mock.url()
                            + "/orders: the body is a page of HTML or XML, and JSON was expected. A gateway or a login page may have"
                            + " answered; check the address, and name another decoder if the API sends XML. If it may pass, try again,"
                            + " or create the connector all the same with validate.connect=false");
            assertThat(shop.mock.log().count()).isEqualTo(1);
        }
    }

    @Test
    void aLoginThatDoesNotAnswerIsSaidBeforeTheConnectorRuns() {
        try (ShopApi shop = new ShopApi(1, 0)) {
            shop.mock.post("/token", call -> Reply.json(503, Map.of("error", "maintenance")));
            Map<String, String> config = shop.orders(
                    "http.auth.type", "oauth2_client_credentials",
                    "http.auth.token.url", shop.mock.url() + "/token",
                    "http.auth.client.id", "me",
                    "http.auth.client.secret", "CANARY");
            String text = "the stream 'orders' cannot be read: GET " + shop.mock.url()
                    + "/orders: The request for an access token to 127.0.0.1 was answered 503. Check the address, and that this worker reaches"
                    + " it. If it may pass, try again, or create the connector all the same with validate.connect=false";
            assertOnlyError(config, "streams.orders.path", text);
            assertOnlyError(config, "streams.orders.path", text);
        }
    }

    @Test
    void recordsThatAreElsewhereAreSaidBeforeTheConnectorRuns() {
        try (ShopApi shop = new ShopApi(2, 1)) {
            String elsewhere = "The records seem to be at /data: set records to that (field_path of the extractor)";
            assertOnlyError(
                    shop.orders("streams.orders.records", "/orders/data"),
                    "streams.orders.path",
                    "the stream 'orders' cannot be read: nothing is found at /orders/data: the response has no 'orders', but data. "
                            + elsewhere);
            Map<String, String> byNumber = shop.orders(
                    "streams.orders.records",
                    "/rows",
                    "streams.orders.pagination.type",
                    "page",
                    "streams.orders.pagination.param",
                    "page");
            byNumber.remove("streams.orders.pagination.cursor.path");
            assertOnlyError(
                    byNumber,
                    "streams.orders.path",
                    "the stream 'orders' cannot be read: nothing is found at /rows: the response has no 'rows', but data. "
                            + elsewhere);
            assertOnlyError(
                    shop.ordersAndItems("streams.orders.records", "rows", "streams", "items,orders"),
                    "streams.orders.path",
                    "the stream 'orders' cannot be read: nothing is found at /rows: the response has no 'rows', but data. "
                            + elsewhere);
        }
    }

    @Test
    void anApiThatLeavesOutWhatIsEmptyIsNotRefused() {
        try (ShopApi shop = new ShopApi(0, 0)) {
            List<Object> bodies = List.of(
                    Map.of(),
                    Map.of("total", 0),
                    Map.of("total", 0, "warnings", List.of("nothing found")),
                    Map.of("links", List.of(Map.of("rel", "self"))),
                    Map.of("shops", List.of(Map.of("name", "no orders have names"))));
            for (Object body : bodies) {
                shop.mock.get("/orders", call -> Reply.json(200, body));
                assertThat(errors(shop.orders())).as(body.toString()).isEmpty();
            }
        }
    }

    @Test
    void nothingAtAllIsSaidAtTwoKeys() {
        assertThat(errors(Map.of("validate.connect", "false")))
                .isEqualTo(
                        Map.of(
                                "http.url",
                                List.of(
                                        "http.url: it is missing; it must be the address of the API. Set it, or give http.manifest."),
                                "streams",
                                List.of(
                                        "streams: it is missing; it must be the names of the streams. Set it, or give http.manifest.")));
    }

    @Test
    void parentsDoNotGoInACircle() {
        try (ShopApi shop = new ShopApi(1, 1)) {
            assertThat(errors(shop.ordersAndItems("streams.orders.parent", "items")))
                    .containsKey("streams.items.parent");
        }
    }

    @Test
    void aStreamThatTheApiRefusesIsNamed() {
        try (ShopApi shop = new ShopApi(1, 0)) {
            shop.mock.get("/orders", call -> Reply.json(401, Map.of("error", "who are you")));
            Map<String, String> config = shop.orders("http.auth.type", "bearer", "http.auth.token", "CANARY-TOKEN");
            Map<String, List<String>> errors = errors(config);
            assertThat(errors).containsOnlyKeys("streams.orders.path");
            assertThat(errors.toString())
                    .contains("the stream 'orders' cannot be read: ")
                    .contains("401")
                    .doesNotContain("CANARY");
            config.put("validate.connect", "false");
            assertThat(errors(config)).isEmpty();
        }
    }

    @Test
    void theSettingsOfAManifestAreShownAndSecretsHidden() {
        Map<String, String> config = new HashMap<>(Map.of(
                "http.manifest",
                HttpSourceTest.manifest(),
                "config.api_url",
                "http://127.0.0.1:1",
                "config.token",
                "CANARY",
                "validate.connect",
                "false"));
        assertThat(new HttpSourceConnector().validate(config).configValues())
                .filteredOn(value -> value.name().equals("config.token"))
                .singleElement()
                .satisfies(value -> assertThat(String.valueOf(value.value())).doesNotContain("CANARY"));
        config.remove("config.token");
        config.put("config.tokn", "x");
        config.put("streams", "order");
        assertThat(errors(config)).containsOnlyKeys("config.token", "config.tokn");
        config.remove("config.tokn");
        config.put("config.token", "CANARY");
        assertThat(errors(config).toString())
                .contains("There is no stream 'order'")
                .contains("orders");
    }

    @Test
    void aManifestThatIsWrongIsSaidWithItsPlace() {
        Map<String, String> config = Map.of(
                "http.manifest", HttpSourceTest.manifest().replace("type: RecordSelector", "type: RecordSelektor"));
        Map<String, List<String>> errors = errors(config);
        assertThat(errors).containsOnlyKeys("http.manifest");
        assertThat(errors.toString())
                .contains("$.streams[0].retriever.record_selector")
                .contains("RecordSelector");
        assertThat(errors(Map.of("http.manifest.file", "/no/such/manifest.yaml")))
                .isEqualTo(Map.of(
                        "http.manifest.file",
                        List.of("http.manifest.file: '/no/such/manifest.yaml' cannot be read on this worker"
                                + " (NoSuchFileException); it must be a text file that the worker's user may read. Put it there on"
                                + " every worker.")));
    }

    @Test
    void flatKeysBesideAManifestAreRefused() {
        assertThat(errors(Map.of(
                        "http.manifest",
                        HttpSourceTest.manifest(),
                        "config.api_url",
                        "http://127.0.0.1:1",
                        "config.token",
                        "x",
                        "http.url",
                        "http://x",
                        "validate.connect",
                        "false")))
                .isEqualTo(Map.of(
                        "http.url",
                        List.of("http.url: it has no effect beside a manifest, which says this itself. Remove it.")));
    }

    @Test
    void secretsArePasswords() {
        ConfigDef config = new HttpSourceConnector().config();
        for (String key : List.of("token", "password", "client.secret", "refresh.token", "token.secret")) {
            assertThat(config.configKeys().values())
                    .filteredOn(setting -> setting.name.equals("http.auth." + key))
                    .extracting(setting -> setting.type)
                    .containsExactly(ConfigDef.Type.PASSWORD);
        }
    }
}
