package io.headrace.source.http.webhook.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.source.http.webhook.body.Bodies;
import io.headrace.source.http.webhook.body.BodyEvent;
import io.headrace.source.http.webhook.message.Facts;
import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import io.headrace.source.http.webhook.message.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;

/** Makes records of the events of one route. Thread-safe. */
public final class RecordMaker {

    /** Names the request and the place in it; it makes every record differ from every other. */
    public static final String REQUEST_ID = "headrace.request.id";

    static final String RECEIVED_AT = "headrace.received.at";
    static final String ROUTE = "headrace.route";
    static final String TYPE = "headrace.event.type";
    static final String REQUEST_HEADER = "headrace.header.";

    private static final int LONGEST_TOPIC = 249;

    /** A record must stay within what the producer sends, so only its body may be long. */
    private static final int LONGEST_TEXT = 512;

    private final RecordPlan plan;
    private final Map<String, ?> partition;
    private final RequestIds requestIds = new RequestIds();

    /** @param partition the source partition of the records */
    public RecordMaker(RecordPlan plan, Map<String, ?> partition) {
        this.plan = plan;
        this.partition = partition;
    }

    /** An event that has its id. */
    public record Identified(String id, boolean ofTheSender, BodyEvent event) {}

    /** The events with their ids, which are the sender's where it gives any. */
    public List<Identified> identify(Head head, List<BodyEvent> events) throws RefusedRequestException {
        String request = requestIds.next();
        List<Identified> identified = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            BodyEvent event = events.get(i);
            Optional<String> given = id(head, event, events.size() > 1 ? i : -1);
            checkLength("id", given, i);
            identified.add(new Identified(given.orElse(request + "-" + i), given.isPresent(), event));
        }
        return identified;
    }

    /** An id out of the head is the same for every event of a batch, so each gets its place. */
    private Optional<String> id(Head head, BodyEvent event, int place) {
        Optional<String> id = plan.id()
                .flatMap(template -> template.fill(facts(head, event, "", Optional.empty())))
                .filter(text -> !text.isBlank());
        boolean ofTheHead = plan.id().stream()
                .flatMap(template -> template.sources().stream())
                .noneMatch(source -> source.kind() == Template.Kind.BODY);
        return place >= 0 && ofTheHead ? id.map(text -> text + "-" + place) : id;
    }

    /**
     * Fills a delivery with the records of those events that are wanted.
     *
     * @param wanted is asked for each event; one that is a repetition is left out
     * @throws RefusedRequestException when an event lacks what its record needs; nothing of the request may be sent then
     */
    public void fill(
            Delivery delivery, Head head, List<Identified> events, long receivedAt, Predicate<Identified> wanted)
            throws RefusedRequestException {
        String request = requestIds.next();
        Optional<String> headers = plan.keptHeaders().isEmpty() ? Optional.empty() : Optional.of(kept(head));
        for (int i = 0; i < events.size(); i++) {
            Identified one = events.get(i);
            require(one.event(), i);
            Optional<String> type = plan.type()
                    .flatMap(template -> template.fill(facts(head, one.event(), one.id(), Optional.empty())));
            checkLength("type", type, i);
            Facts facts = facts(head, one.event(), one.id(), type);
            String topic = topic(facts, i);
            Optional<String> key = key(facts, i);
            checkLength("key", key, i);
            if (!wanted.test(one)) {
                continue;
            }
            EventFacts known = new EventFacts(one.id(), type, plan.route(), receivedAt, head.path(), headers);
            SchemaAndValue value = plan.format().value(known, one.event());
            delivery.add(new EventRecord(
                    delivery,
                    partition,
                    RecordPlan.OFFSET,
                    topic,
                    key.orElse(null),
                    value.schema(),
                    value.value(),
                    receivedAt,
                    recordHeaders(head, request + "-" + i, receivedAt, type)));
        }
    }

    private static void checkLength(String what, Optional<String> text, int place) throws RefusedRequestException {
        if (text.isPresent() && text.get().length() > LONGEST_TEXT) {
            throw RefusedRequestException.bad("The " + what + " of event " + (place + 1) + " has more than "
                    + LONGEST_TEXT + " characters. Send a shorter one.");
        }
    }

    private void require(BodyEvent event, int place) throws RefusedRequestException {
        List<String> missing = plan.required().stream()
                .filter(path -> !event.has(path))
                .map(path -> String.join(".", path))
                .toList();
        if (!missing.isEmpty()) {
            throw RefusedRequestException.bad("Event " + (place + 1) + " lacks " + String.join(", ", missing)
                    + ". Send every event with " + String.join(", ", plan.requiredNames()) + ".");
        }
    }

    private String topic(Facts facts, int place) throws RefusedRequestException {
        String filled = plan.topic()
                .fill(facts)
                .orElseThrow(() -> RefusedRequestException.bad(
                        "Event " + (place + 1) + " lacks a value that its topic is named after: " + plan.topic()
                                + ". Send it with that value."));
        if (plan.topic().isConstant()) {
            return filled;
        }
        String topic = topicName(filled);
        if (!plan.topics().admit(topic)) {
            throw RefusedRequestException.bad("Event " + (place + 1)
                    + " is of a kind that is not taken here. Send only kinds that are agreed on.");
        }
        return topic;
    }

    /** Kafka's names have letters, digits, dots, dashes and underscores, and are no dots alone. */
    static String topicName(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (int i = 0; i < text.length() && i < LONGEST_TOPIC; i++) {
            char c = text.charAt(i);
            boolean allowed = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '-'
                    || c == '_';
            name.append(allowed ? c : '_');
        }
        String done = name.toString();
        return done.equals(".") || done.equals("..") || done.isEmpty() ? "_" : done;
    }

    private Optional<String> key(Facts facts, int place) throws RefusedRequestException {
        if (plan.key().isEmpty()) {
            return Optional.empty();
        }
        Template template = plan.key().get();
        return Optional.of(template.fill(facts)
                .orElseThrow(() -> RefusedRequestException.bad("Event " + (place + 1)
                        + " lacks a value that its key is made of: " + template + ". Send it with that value.")));
    }

    private ConnectHeaders recordHeaders(Head head, String requestId, long receivedAt, Optional<String> type) {
        ConnectHeaders headers = new ConnectHeaders();
        headers.add(REQUEST_ID, requestId, Schema.STRING_SCHEMA);
        headers.add(RECEIVED_AT, receivedAt, Schema.INT64_SCHEMA);
        headers.add(ROUTE, plan.route(), Schema.STRING_SCHEMA);
        type.ifPresent(text -> headers.add(TYPE, text, Schema.STRING_SCHEMA));
        for (String name : plan.keptHeaders()) {
            head.header(name)
                    .ifPresent(value ->
                            headers.add(REQUEST_HEADER + name.toLowerCase(Locale.ROOT), value, Schema.STRING_SCHEMA));
        }
        return headers;
    }

    private String kept(Head head) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : plan.keptHeaders()) {
            head.header(name).ifPresent(value -> kept.put(name.toLowerCase(Locale.ROOT), value));
        }
        return new String(Bodies.object(kept), UTF_8);
    }

    private Facts facts(Head head, BodyEvent event, String id, Optional<String> type) {
        return source -> switch (source.kind()) {
            case BODY -> event.text(source.steps());
            case HEADER -> head.header(source.name());
            case QUERY -> head.parameter(source.name());
            case PATH -> Optional.ofNullable(head.captured().get(source.name()));
            case ID -> Optional.of(id);
            case TYPE -> type;
            case ROUTE -> Optional.of(plan.route());
            case METHOD, URL, TIMESTAMP -> Optional.empty();
        };
    }
}
