package io.headrace.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What the shop's carriers know: shipments, which change, and the events of each, which are only ever added. Safe for several threads. */
final class Shipments {

    /** The fields that are served of a shipment; {@code signed_by} is not there before it is delivered. */
    static final List<Column> COLUMNS = List.of(
            new Column("id", Column.Kind.NUMBER),
            new Column("order_id", Column.Kind.NUMBER),
            new Column("carrier", Column.Kind.TEXT),
            new Column("status", Column.Kind.TEXT),
            new Column("kilograms", Column.Kind.NUMBER),
            new Column("destination", Column.Kind.JSON),
            new Column("signed_by", Column.Kind.TEXT),
            new Column("updated_at", Column.Kind.TEXT));

    static final List<Column> EVENT_COLUMNS = List.of(
            new Column("id", Column.Kind.NUMBER),
            new Column("shipment_id", Column.Kind.NUMBER),
            new Column("status", Column.Kind.TEXT),
            new Column("place", Column.Kind.TEXT),
            new Column("at", Column.Kind.TEXT));

    private static final List<String> STATUSES = List.of("packed", "sent", "customs", "out for delivery", "delivered");
    private static final List<String> CARRIERS = List.of("Albatros", "Brevet", "Correo");
    private static final List<String> PLACES =
            List.of("Graz", "Hamburg", "Kisumu", "Lyon", "Nagoya", "Recife", "Uppsala");
    /** Always with milliseconds, so that times are in order as texts too. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String CANCELLED = "cancelled";

    private final Random random;
    private final Map<Long, ObjectNode> shipments = new HashMap<>();
    private final Map<Long, List<ObjectNode>> events = new HashMap<>();
    private Instant latest = Instant.EPOCH;
    private long lastEvent;

    Shipments(Random random) {
        this.random = random;
    }

    /** Something to send for an order. */
    synchronized void pack(long id, long order) {
        packed(id, order);
    }

    private ObjectNode packed(long id, long order) {
        ObjectNode shipment = JsonNodeFactory.instance.objectNode();
        shipment.put("id", id);
        shipment.put("order_id", order);
        shipment.put("carrier", oneOf(CARRIERS));
        shipment.put("kilograms", BigDecimal.valueOf(20 + random.nextInt(3_000), 2));
        shipment.putObject("destination").put("city", oneOf(PLACES)).put("floor", random.nextInt(9));
        shipment.put(CANCELLED, false);
        shipments.put(id, shipment);
        events.put(id, new ArrayList<>());
        happens(shipment, STATUSES.get(0), oneOf(PLACES));
        return shipment;
    }

    /** One of them gets on, if it has not arrived. */
    synchronized void move() {
        ObjectNode shipment = any();
        int status = STATUSES.indexOf(shipment.path("status").asText());
        if (shipment.path(CANCELLED).asBoolean() || status == STATUSES.size() - 1) {
            return;
        }
        if (status == STATUSES.size() - 2) {
            shipment.put("signed_by", "neighbour " + random.nextInt(100));
        }
        happens(shipment, STATUSES.get(status + 1), oneOf(PLACES));
    }

    /**
     * One that has not left yet is called back, if there is any: it is served as cancelled from now on.
     *
     * @param upTo the last that may be
     */
    synchronized void cancel(long upTo) {
        shipments.values().stream()
                .filter(shipment -> shipment.path("id").asLong() <= upTo)
                .filter(shipment -> shipment.path("status").asText().equals(STATUSES.get(0)))
                .filter(shipment -> !shipment.path(CANCELLED).asBoolean())
                .findFirst()
                .ifPresent(shipment -> {
                    shipment.put(CANCELLED, true);
                    touch(shipment);
                });
    }

    /** The last thing that happens to any of them, by which one sees that all else has passed. */
    synchronized void last(long id, long order, String place) {
        happens(packed(id, order), STATUSES.get(1), place);
    }

    private ObjectNode any() {
        List<ObjectNode> all = List.copyOf(shipments.values());
        return all.get(random.nextInt(all.size()));
    }

    private void happens(ObjectNode shipment, String status, String place) {
        shipment.put("status", status);
        touch(shipment);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", ++lastEvent);
        event.put("shipment_id", shipment.path("id").asLong());
        event.put("status", status);
        event.put("place", place);
        event.put("at", shipment.path("updated_at").asText());
        events.computeIfAbsent(shipment.path("id").asLong(), id -> new ArrayList<>())
                .add(event);
    }

    /** No two changes have the same time. */
    private void touch(ObjectNode shipment) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        latest = now.isAfter(latest) ? now : latest.plusMillis(1);
        shipment.put("updated_at", TIME.format(latest));
    }

    /** Shipments that changed at a time or later, in the order in which they did. */
    synchronized List<ObjectNode> since(Instant time) {
        return shipments.values().stream()
                .filter(shipment ->
                        !Instant.parse(shipment.path("updated_at").asText()).isBefore(time))
                .sorted(Comparator.comparing(
                        shipment -> shipment.path("updated_at").asText()))
                .map(ObjectNode::deepCopy)
                .toList();
    }

    synchronized List<ObjectNode> eventsOf(long shipment) {
        return List.copyOf(events.getOrDefault(shipment, List.of()));
    }

    /** What the copies must hold: every shipment that was not cancelled. */
    synchronized Original shipments() {
        List<ObjectNode> valid = shipments.values().stream()
                .filter(shipment -> !shipment.path(CANCELLED).asBoolean())
                .toList();
        return Original.ofJson("shipments", List.of("id"), COLUMNS, valid);
    }

    synchronized Original events() {
        List<ObjectNode> all = events.values().stream().flatMap(List::stream).toList();
        return Original.ofJson("tracking", List.of("id"), EVENT_COLUMNS, all);
    }

    private String oneOf(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
