package io.headrace.source.http.webhook.route;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.source.http.webhook.event.EventFormat;
import io.headrace.source.http.webhook.verify.VerifySettings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The keys of a route. Each may stand by itself, for every route, or as {@code routes.NAME.KEY} for one. */
public final class RouteSettings {

    private static final String ROUTING = "Routing";
    private static final String RECORDS = "Records";

    public static final Setting<Optional<String>> PATH = Setting.string("path")
            .check(PathPattern::isPattern, PathPattern.ALLOWED)
            .important()
            .group(ROUTING)
            .doc(
                    "The path of the requests. {name} stands for any one part, which templates know as ${path.name}. Not given: a slash and the route's name, or a slash where there are no named routes.")
            .optional()
            .build();

    public static final Setting<Optional<String>> TOPIC = Setting.string("topic")
            .important()
            .group(ROUTING)
            .doc(
                    "The topic of the events; every route needs one. A template: ${body.FIELD}, ${header.NAME}, ${path.NAME}, ${query.NAME}, ${type} and ${route} stand for what the event has there, and what follows a bar, as in ${type|other}, for events that lack it. Characters that no topic may have become underscores.")
            .optional()
            .build();

    public static final Setting<String> TOPIC_ALLOWED = Setting.string("topic.allowed")
            .defaultsTo(".*")
            .check(RouteSettings::isPattern, "a regular expression of Java")
            .group(ROUTING)
            .doc(
                    "Which topics a sender may name where the topic is a template, as a regular expression for the whole name. Events of other topics are refused.")
            .build();

    public static final Setting<Integer> TOPICS_MAX = Setting.integer("topics.max")
            .defaultsTo(100)
            .between(1, 100_000)
            .advanced()
            .group(ROUTING)
            .doc(
                    "How many topics senders may name where the topic is a template, so that nobody can fill the cluster with topics. Events of further ones are refused.")
            .build();

    public static final Setting<List<String>> CONTENT_TYPES = Setting.list("content.types")
            .defaultsTo(List.of("application/json", "application/x-ndjson", "application/x-www-form-urlencoded"))
            .advanced()
            .group(ROUTING)
            .doc(
                    "The content types that are taken. application/json includes types that end in +json; application/x-ndjson includes its other names. Any further type is read as JSON: text/plain is what a browser's sendBeacon sends.")
            .build();

    public static final Setting<Optional<String>> BATCH_FIELD = Setting.string("batch.field")
            .group(ROUTING)
            .doc(
                    "The field of the body whose elements are the events, batch for example, where a sender wraps them. A body without that field is one event. A body that is an array is a batch in any case.")
            .optional()
            .build();

    public static final Setting<List<String>> REQUIRED_FIELDS = Setting.list("required.fields")
            .defaultsTo(List.of())
            .group(ROUTING)
            .doc(
                    "Fields that every event must have, as paths with dots, and not null. A request with an event that lacks one is refused as a whole.")
            .build();

    public static final Setting<Optional<String>> ID = Setting.string("id")
            .group(RECORDS)
            .doc(
                    "Where the sender's id of an event is, as a template; ${header.NAME} or ${body.FIELD} mostly. Events that come again with an id of late are not stored again. Not given: where the provider that verify names has it, or an id made here, by which nothing is a repetition.")
            .optional()
            .build();

    public static final Setting<Optional<String>> TYPE = Setting.string("type")
            .group(RECORDS)
            .doc(
                    "Where the type of an event is, as a template. Not given: where the provider that verify names has it.")
            .optional()
            .build();

    public static final Setting<String> KEY = Setting.string("key")
            .defaultsTo("${id}")
            .group(RECORDS)
            .doc(
                    "The record's key, as a template. The id makes every event of its own; a field such as ${body.customer.id} brings the events of one customer into one partition. Empty makes records without a key.")
            .build();

    public static final Setting<EventFormat> RECORD_FORMAT = Setting.oneOf("record.format", EventFormat.class)
            .defaultsTo(EventFormat.EVENT)
            .important()
            .group(RECORDS)
            .doc(
                    "What a record's value is. event: a struct with id, type, route, received_at, path, headers and the body as JSON text, the same for every event, so that a table takes whatever comes; json: the event's own fields, without a schema; text: the event as it was sent.")
            .build();

    public static final Setting<List<String>> REQUEST_HEADERS = Setting.list("request.headers")
            .defaultsTo(List.of())
            .check(names -> names.stream().allMatch(VerifySettings::isHeaderName), "names of headers")
            .group(RECORDS)
            .doc(
                    "The request's headers that are kept: as record headers headrace.header.NAME, and in the headers field of record.format=event. Do not name those that hold keys.")
            .build();

    public static final Settings ALL = Settings.of(
                    PATH, TOPIC, TOPIC_ALLOWED, TOPICS_MAX, CONTENT_TYPES, BATCH_FIELD, REQUIRED_FIELDS)
            .plus(VerifySettings.ALL)
            .plus(RECORD_FORMAT, KEY, ID, TYPE, REQUEST_HEADERS);

    private RouteSettings() {}

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
