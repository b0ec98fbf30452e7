package io.headrace.source.http.webhook.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events in a body. An array at the top is a batch, and so is the array in the batch field where one is named; anything else is one event. Immutable.
 */
public final class EventReader {

    /** Half of what Kafka's JSON converter can write, which adds levels of its own: an event that it cannot write fails the task. */
    private static final int DEEPEST = 500;

    /** JSON over HTTP is UTF-8 (RFC 8259 §8.1); guessing other encodings would make positions in the bytes wrong. */
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final FieldTree wanted;
    private final Optional<String> batchField;
    private final int mostEvents;
    private final long mostBytes;

    /**
     * @param batchField the field of the body whose elements are the events, for senders that wrap them
     * @param mostEvents how many events one body may have
     * @param mostBytes how long one event may be
     */
    public EventReader(FieldTree wanted, Optional<String> batchField, int mostEvents, long mostBytes) {
        this.wanted = wanted;
        this.batchField = batchField;
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    /**
     * The events of a body, in order.
     *
     * @param lines whether every line is an event of its own
     * @throws RefusedRequestException when it is not JSON, an event is no object, or there are too many
     */
    public List<BodyEvent> read(byte[] body, boolean lines) throws RefusedRequestException {
        try (JsonParser parser = JSON.createParser(body)) {
            return new Pass(parser, body).run(lines);
        } catch (StreamReadException e) {
            throw RefusedRequestException.bad(
                    "The body is not JSON in UTF-8: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".");
        } catch (StreamConstraintsException e) {
            throw RefusedRequestException.bad("The body is nested deeper than " + DEEPEST
                    + " levels, or has a name or a number of unusual length. Send it flatter.");
        } catch (IOException e) {
            // Jackson reports broken UTF-8 so, without a place.
            throw RefusedRequestException.bad("The body is not JSON in UTF-8.");
        }
    }

    /** One pass over one body. */
    private final class Pass {

        private final JsonParser parser;
        private final byte[] body;
        private final List<BodyEvent> events = new ArrayList<>();
        private boolean wrapped;

        Pass(JsonParser parser, byte[] body) {
            this.parser = parser;
            this.body = body;
        }

        List<BodyEvent> run(boolean lines) throws IOException, RefusedRequestException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw RefusedRequestException.bad("The body is empty. Send a JSON object.");
            }
            if (lines) {
                for (JsonToken token = first; token != null; token = parser.nextToken()) {
                    event(false);
                }
                return events;
            }
            if (first == JsonToken.START_ARRAY) {
                elements();
            } else {
                event(batchField.isPresent());
            }
            if (parser.nextToken() != null) {
                throw RefusedRequestException.bad(
                        "Something follows the JSON value. Send one value, or lines as application/x-ndjson.");
            }
            return events;
        }

        private void elements() throws IOException, RefusedRequestException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                event(false);
            }
        }

        private void event(boolean mayWrap) throws IOException, RefusedRequestException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw RefusedRequestException.bad(
                        "Event " + (events.size() + 1) + " is no JSON object. Send objects only.");
            }
            if (events.size() >= mostEvents) {
                throw RefusedRequestException.tooLarge(
                        "The body has more than " + mostEvents + " events. Send fewer in one request.");
            }
            int from = at(parser.currentTokenLocation().getByteOffset());
            @Nullable String[] found = new @Nullable String[wanted.size()];
            fields(wanted.root(), found, mayWrap);
            if (wrapped && mayWrap) {
                return;
            }
            int to = at(parser.currentLocation().getByteOffset());
            if (to - from > mostBytes) {
                throw RefusedRequestException.tooLarge("Event " + (events.size() + 1) + " has " + (to - from)
                        + " bytes; at most " + mostBytes + " are taken. Send it without what is not needed.");
            }
            if ((to - from) * (long) EncodedSize.MOST_TIMES > 2 * mostBytes) {
                checkEncoded(EncodedSize.of(body, from, to));
            }
            events.add(new BodyEvent(body, from, to, wanted, found));
        }

        /** A record may take twice as much as its event, and one that takes more may fail the task. */
        private void checkEncoded(long size) throws RefusedRequestException {
            if (size > 2 * mostBytes) {
                throw RefusedRequestException.tooLarge("Event " + (events.size() + 1) + " takes " + size
                        + " bytes where all its characters are escaped; at most " + 2 * mostBytes
                        + " are taken. Send it without what is not needed.");
            }
        }

        private void fields(FieldTree.Node node, @Nullable String[] found, boolean mayWrap)
                throws IOException, RefusedRequestException {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (mayWrap
                        && value == JsonToken.START_ARRAY
                        && batchField.filter(name::equals).isPresent()) {
                    wrapped = true;
                    elements();
                    continue;
                }
                FieldTree.Node child = node.child(name);
                if (child == null) {
                    parser.skipChildren();
                    continue;
                }
                if (child.slot() >= 0) {
                    found[child.slot()] = text(value);
                }
                if (value == JsonToken.START_OBJECT && !child.isLeaf()) {
                    fields(child, found, false);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private @Nullable String text(JsonToken value) throws IOException {
            if (value == JsonToken.VALUE_NULL) {
                return null;
            }
            return value.isStructStart() ? BodyEvent.NESTED : parser.getText();
        }

        private int at(long offset) {
            if (offset < 0 || offset > body.length) {
                throw new UncheckedIOException(
                        new IOException("No position " + offset + " in " + body.length + " bytes"));
            }
            return (int) offset;
        }
    }
}
