package io.headrace.source.http.webhook.event;

import io.headrace.source.http.webhook.message.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the events of a route become records.
 *
 * @param route the route's name
 * @param topics which topics a sender may name
 * @param key empty makes records without a key
 * @param id where the sender's id of an event is
 * @param type where the type of an event is
 * @param required the fields that every event must have
 * @param keptHeaders the request's headers that are kept
 */
public record RecordPlan(
        String route,
        Template topic,
        TopicLimit topics,
        Optional<Template> key,
        Optional<Template> id,
        Optional<Template> type,
        List<String> required,
        List<String> keptHeaders,
        EventFormat format) {

    /** There is nothing to come back to: what is not in Kafka, the sender sends again. The offset only shows that the connector has delivered something. */
    static final Map<String, ?> OFFSET = Map.of("v", 1L);
}
