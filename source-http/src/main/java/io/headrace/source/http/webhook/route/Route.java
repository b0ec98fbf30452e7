package io.headrace.source.http.webhook.route;

import io.headrace.source.http.webhook.body.Bodies;
import io.headrace.source.http.webhook.body.BodyEvent;
import io.headrace.source.http.webhook.body.EventReader;
import io.headrace.source.http.webhook.event.RecordMaker;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import io.headrace.source.http.webhook.verify.Verifier;
import java.util.List;
import java.util.Optional;

/**
 * One endpoint, ready to take requests. Thread-safe.
 *
 * @param challenges whether the sender asks the endpoint to show that it listens, as Slack does
 */
public record Route(
        String name,
        PathPattern path,
        List<String> contentTypes,
        Verifier verifier,
        EventReader reader,
        RecordMaker maker,
        boolean challenges) {

    private static final String CHALLENGE = "challenge";
    private static final String TYPE = "type";

    /** The media type of a request. */
    public String mediaType(Optional<String> contentType) throws RefusedRequestException {
        String type = Bodies.mediaType(contentType.orElse(""));
        if (!Bodies.isAllowed(type, contentTypes)) {
            throw RefusedRequestException.unsupported(
                    (type.isEmpty() ? "The request has no Content-Type" : "The content type is not taken here")
                            + "; it must be one of " + String.join(", ", contentTypes) + ".");
        }
        return type;
    }

    /** The events of a body. */
    public List<BodyEvent> events(String mediaType, byte[] body) throws RefusedRequestException {
        return reader.read(Bodies.fromForm(mediaType, body), Bodies.isLines(mediaType));
    }

    /** What the sender wants to hear, where the request is no event but a question whether somebody listens (docs.slack.dev, "url_verification"). */
    public Optional<String> challenge(List<BodyEvent> events) {
        if (!challenges || events.size() != 1) {
            return Optional.empty();
        }
        BodyEvent event = events.get(0);
        return event.text(TYPE).filter("url_verification"::equals).flatMap(type -> event.text(CHALLENGE));
    }

    /** The fields that {@link #challenge} looks at. */
    static List<String> challengeFields() {
        return List.of(TYPE, CHALLENGE);
    }
}
