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
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

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

    private static final int LONGEST_HEAD = 8 << 10;

    private final RecordPlan plan;
    private final Map<String, ?> partition;
    private final boolean idOfTheHead;
    private final RequestIds requestIds = new RequestIds();

    /** @param partition the source partition of the records */
    public RecordMaker(RecordPlan plan, Map<String, ?> partition) {
        this.plan = plan;
        this.partition = partition;
        this.idOfTheHead = plan.id().stream()
                .flatMap(template -> template.sources().stream())
                .noneMatch(source -> source.kind() == Template.Kind.BODY);
    }

    /**
     * Makes the records of a request.
     *
     * @param delivery what they will be a part of
     * @param receivedAt milliseconds since 1970
     * @throws RefusedRequestException when an event lacks what its record needs
     */
    public List<EventRecord> make(Delivery delivery, Head head, List<BodyEvent> events, long receivedAt)
            throws RefusedRequestException {
        Origin origin = origin(head, receivedAt);
        boolean several = events.size() > 1;
        List<EventRecord> records = new ArrayList<>(events.size());
        for (BodyEvent event : events) {
            records.add(record(delivery, origin, event, records.size(), several));
        }
        return records;
    }

    private Origin origin(Head head, long receivedAt) throws RefusedRequestException {
        ConnectHeaders facts = new ConnectHeaders();
        facts.addLong(RECEIVED_AT, receivedAt);
        facts.addString(ROUTE, plan.route());
        ConnectHeaders kept = new ConnectHeaders();
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : plan.keptHeaders()) {
            String lower = name.toLowerCase(Locale.ROOT);
            head.header(name).ifPresent(value -> {
                kept.addString(REQUEST_HEADER + lower, value);
                texts.put(lower, value);
            });
        }
        Optional<String> json =
                plan.keptHeaders().isEmpty() ? Optional.empty() : Optional.of(new String(Bodies.object(texts), UTF_8));
        if (head.path().length() + json.map(String::length).orElse(0) > LONGEST_HEAD) {
            throw RefusedRequestException.bad("The path and the headers that are kept have more than " + LONGEST_HEAD
                    + " characters together. Send shorter ones.");
        }
        return new Origin(requestIds.next(), head, receivedAt, json, list(facts), list(kept));
    }

    private static List<Header> list(Headers headers) {
        List<Header> list = new ArrayList<>(headers.size());
        headers.forEach(list::add);
        return list;
    }

    private EventRecord record(Delivery delivery, Origin origin, BodyEvent event, int place, boolean several)
            throws RefusedRequestException {
        Head head = origin.head();
        String unique = origin.request() + "-" + place;
        Optional<String> given = id(head, event, several ? place : -1);
        checkLength("id", given, place);
        require(event, place);
        String id = given.orElse(unique);
        Optional<String> type =
                plan.type().flatMap(template -> template.fill(facts(head, event, id, Optional.empty())));
        checkLength("type", type, place);
        Facts facts = facts(head, event, id, type);
        String topic = topic(facts, place);
        Optional<String> key = key(facts, place);
        checkLength("key", key, place);
        SchemaAndValue value = plan.format().value(new EventFacts(id, type, plan.route(), origin), event);
        return new EventRecord(
                delivery,
                given,
                partition,
                RecordPlan.OFFSET,
                topic,
                key.orElse(null),
                value.schema(),
                value.value(),
                origin.receivedAt(),
                headers(origin, unique, type));
    }

    /** An id out of the head is the same for every event of a batch, so each gets its place. */
    private Optional<String> id(Head head, BodyEvent event, int place) {
        Optional<String> id = plan.id()
                .flatMap(template -> template.fill(facts(head, event, "", Optional.empty())))
                .filter(text -> !text.isBlank());
        return place >= 0 && idOfTheHead ? id.map(text -> text + "-" + place) : id;
    }

    private static void checkLength(String what, Optional<String> text, int place) throws RefusedRequestException {
        if (text.isPresent() && text.get().length() > LONGEST_TEXT) {
            throw RefusedRequestException.bad("The " + what + " of event " + (place + 1) + " has more than "
                    + LONGEST_TEXT + " characters. Send a shorter one.");
        }
    }

    private void require(BodyEvent event, int place) throws RefusedRequestException {
        for (String field : plan.required()) {
            if (!event.has(field)) {
                String missing = plan.required().stream()
                        .filter(name -> !event.has(name))
                        .collect(Collectors.joining(", "));
                throw RefusedRequestException.bad("Event " + (place + 1) + " lacks " + missing
                        + ". Send every event with " + String.join(", ", plan.required()) + ".");
            }
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

    private static ConnectHeaders headers(Origin origin, String unique, Optional<String> type) {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString(REQUEST_ID, unique);
        origin.facts().forEach(headers::add);
        type.ifPresent(text -> headers.addString(TYPE, text));
        origin.kept().forEach(headers::add);
        return headers;
    }

    private Facts facts(Head head, BodyEvent event, String id, Optional<String> type) {
        return source -> switch (source.kind()) {
            case BODY -> event.text(source.name());
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
