package io.headrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The demo's API is as hard to read as it says. */
class ShopApiTest {

    private final Shipments shipments = new Shipments(new Random(1));
    private final ShopApi api = ShopApi.start(shipments);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        api.close();
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.url() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> login(String secret) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.url() + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=" + ShopApi.CLIENT + "&client_secret=" + secret))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String token() throws IOException, InterruptedException {
        return json(login(ShopApi.SECRET)).path("access_token").asText();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void nobodyReadsWithoutAToken() throws Exception {
        assertThat(login("guessed").statusCode()).isEqualTo(401);
        assertThat(get("/v1/shipments", "guessed").statusCode()).isEqualTo(401);
        assertThat(get("/v1/shipments", token()).statusCode()).isEqualTo(200);
        assertThat(api.tokens()).isEqualTo(1);
    }

    @Test
    void pagesHoldEveryShipmentOnceAlsoWhenOneChangesMeanwhile() throws Exception {
        new Online(new Random(1), shipments, new Payments(URI.create(api.url()))).fill();
        String token = token();
        List<Long> seen = new ArrayList<>();
        JsonNode page = json(get("/v1/shipments", token));
        while (true) {
            page.path("data").forEach(shipment -> seen.add(shipment.path("id").asLong()));
            if (page.path("next").isNull()) {
                break;
            }
            page = json(get("/v1/shipments?after=" + page.path("next").asText(), token));
        }
        assertThat(seen).hasSize(Online.SHIPMENTS).doesNotHaveDuplicates();
        assertThat(api.pages()).isEqualTo(3);
    }

    @Test
    void onlyWhatChangedIsServedAndWhatWasCalledBackIsMarked() throws Exception {
        shipments.pack(1, 1);
        shipments.pack(2, 2);
        String token = token();
        String before =
                json(get("/v1/shipments", token)).at("/data/1/updated_at").asText();
        shipments.cancel(1);

        JsonNode changed =
                json(get("/v1/shipments?updated_since=" + before, token)).path("data");
        assertThat(changed.findValuesAsText("id")).containsExactly("2", "1");
        assertThat(changed.findValuesAsText("cancelled")).containsExactly("false", "true");
        assertThat(shipments.shipments().rows()).containsOnlyKeys("2");
        assertThat(json(get("/v1/shipments/1/events", token)).path("data").findValuesAsText("status"))
                .containsExactly("packed");
    }

    @Test
    void nowAndThenItAsksToComeLater() throws Exception {
        String token = token();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            statuses.add(get("/v1/shipments", token).statusCode());
        }
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(1);
        assertThat(api.refused()).isEqualTo(1);
        assertThat(api.pages()).isEqualTo(49);
    }

    @Test
    void whatIsNotATimeIsRefused() throws Exception {
        assertThat(get("/v1/shipments?updated_since=yesterday", token()).statusCode())
                .isEqualTo(400);
    }
}
