package io.headrace.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.core.concurrent.ThreadPool;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The shop's payment provider: it signs events as standardwebhooks.com says, and sends each again until somebody has acknowledged it. */
final class Payments implements AutoCloseable {

    /** The secret as the provider's page shows it. */
    static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("the-provider's-secret".getBytes(StandardCharsets.UTF_8));

    static final List<Column> COLUMNS = List.of(
            new Column("id", Column.Kind.TEXT),
            new Column("type", Column.Kind.TEXT),
            new Column("body", Column.Kind.JSON));

    private static final String TYPE = "payment.captured";
    private static final int SENDERS = 8;
    private static final int REPEATED_EVERY = 25;
    private static final long PAUSE_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI endpoint;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ThreadPool senders = new ThreadPool("payments", SENDERS);
    private final Map<String, ObjectNode> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger over = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean closed;

    Payments(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Tells, in the background, that an order was paid. */
    void captured(long order, int cents) {
        int number = sent.incrementAndGet();
        String id = "evt_" + number;
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", TYPE);
        event.put("order_id", order);
        event.put("amount", BigDecimal.valueOf(cents, 2));
        event.put("currency", "EUR");
        senders.execute(() -> deliver(id, event, number % REPEATED_EVERY == 0));
    }

    /** Somebody who does not know the secret sends an event. @return the status of the answer */
    int forge() {
        return status(request("evt_forged", "{\"type\":\"payment.captured\",\"amount\":1000000}", "not-the-secret"));
    }

    /** Whether every event is acknowledged and nothing is under way. */
    boolean areOver() {
        return over.get() == sent.get();
    }

    /** How many requests were sent for them. */
    int requests() {
        return requests.get();
    }

    /** What the copies must hold. */
    Original acknowledged() {
        List<JsonNode> rows = new ArrayList<>();
        acknowledged.forEach((id, event) -> {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.put("id", id).put("type", TYPE).set("body", event);
            rows.add(row);
        });
        return Original.ofJson("payments", List.of("id"), COLUMNS, rows);
    }

    private void deliver(String id, ObjectNode event, boolean twice) {
        String body = event.toString();
        String secret =
                new String(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), StandardCharsets.UTF_8);
        while (!closed && send(id, body, secret) != 200) {
            pause();
        }
        if (closed) {
            return;
        }
        acknowledged.put(id, event);
        if (twice) {
            // As a sender does whose answer got lost.
            send(id, body, secret);
        }
        over.incrementAndGet();
    }

    private int send(String id, String body, String secret) {
        requests.incrementAndGet();
        return status(request(id, body, secret));
    }

    private HttpRequest request(String id, String body, String secret) {
        long now = Instant.now().getEpochSecond();
        return HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", "v1," + signature(id + "." + now + "." + body, secret))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String signature(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no HMAC-SHA256", e);
        }
    }

    /** 0 when there was no answer. */
    private int status(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        senders.close();
    }
}
