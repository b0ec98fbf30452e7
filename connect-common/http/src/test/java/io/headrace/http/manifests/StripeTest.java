package io.headrace.http.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.read.Op;
import io.headrace.http.read.Read;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worked declaration for Stripe: lists by windows of creation, then changes and deletes from the feed of events. */
final class StripeTest {
    private static final Path DECLARATION = Path.of("../../config-examples/http/stripe.yaml");
    private final Instant now = Instant.now();

    private final MockApi api = MockApi.start();
    private final StripeApi stripe =
            new StripeApi(api, now.minus(Duration.ofDays(40)).getEpochSecond());

    @BeforeEach
    void fill() {
        for (int i = 1; i <= 5; i++) {
            stripe.customer("cus_" + i, i + "@example.com");
            stripe.charge("ch_" + i, "cus_" + i, 1000 * i);
            stripe.now.addAndGet(Duration.ofDays(8).toSeconds());
        }
        stripe.now.set(now.minus(Duration.ofHours(2)).getEpochSecond());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Reading open() throws IOException {
        Map<String, @Nullable Object> config = Table.fields(
                "api_url",
                api.url(),
                "client_secret",
                StripeApi.KEY,
                "start_date",
                now.minus(Duration.ofDays(45)).toString().replaceFirst("\\.\\d+Z", "Z"),
                "page_size",
                2);
        return new Reading(api, Files.readString(DECLARATION), config);
    }

    private static List<String> texts(Reading reading, String stream) {
        return reading.reads.stream()
                .filter(read -> read.stream().equals(stream))
                .map(StripeTest::text)
                .toList();
    }

    private static String text(Read read) {
        return read.op() == Op.DELETE
                ? "- " + read.key().get("id")
                : read.key().get("id") + " "
                        + read.record().getOrDefault("email", read.record().get("amount"));
    }

    @Test
    void readsAllAndThenChangesAndDeletesFromTheFeed() throws Exception {
        try (Reading reading = open()) {
            reading.readAll(1);

            assertThat(texts(reading, "customers"))
                    .containsExactlyInAnyOrder(
                            "cus_1 1@example.com",
                            "cus_2 2@example.com",
                            "cus_3 3@example.com",
                            "cus_4 4@example.com",
                            "cus_5 5@example.com");
            assertThat(texts(reading, "charges")).hasSize(5);
            assertThat(texts(reading, "events")).hasSize(6);
            assertThat(reading.requests).noneMatch(line -> line.contains("stripe-account"));

            reading.reads.clear();
            stripe.customers.update("cus_1", "email", "new@example.com");
            stripe.now.incrementAndGet();
            stripe.customers.delete("cus_2");
            stripe.now.incrementAndGet();
            stripe.charges.update("ch_3", "refunded", true);
            stripe.now.addAndGet(60);
            reading.requests.clear();
            reading.readAll(2);

            assertThat(texts(reading, "customers")).contains("cus_1 new@example.com", "- cus_2");
            assertThat(texts(reading, "customers")).noneMatch(text -> text.startsWith("cus_2"));
            assertThat(texts(reading, "charges")).contains("ch_3 3000");
            assertThat(reading.requests).noneMatch(line -> line.startsWith("GET /v1/customers"));
            assertThat(reading.requests)
                    .anyMatch(line -> line.startsWith("GET /v1/events?") && line.contains("type=customer.*"));
        }
    }
}
