package io.headrace.http.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headrace.http.wire.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks one JSON document along a path and gives each record as it comes by. A stack holds the containers that are open on the way; whatever lies beside the way
 * is kept as {@link #rest}, as long as it is small, and what lies below a star is not kept.
 */
final class JsonRecords implements RecordStream {

    /** A container that is open. */
    private static final class Frame {

        /** Which step of the path the children are held against; the path's length for the list whose elements are the records. */
        private final int depth;

        private final boolean array;
        private final Kept kept;

        /** What is kept of the list of records; null for other containers. */
        private final @Nullable Selected records;

        private int index;

        Frame(int depth, boolean array, Kept kept, @Nullable Selected records) {
            this.depth = depth;
            this.array = array;
            this.kept = kept;
            this.records = records;
        }
    }

    /** What of the room beside the records goes to the records themselves. */
    private static final int ROOM = 4;

    private final Content content;
    private final JsonInput input;
    private final JsonParser parser;
    private final FieldPath path;
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Object rest = Map.of();
    private long restBytes;

    /** Up to where the input has been accounted for. The parser reads ahead by blocks, so that only sums are right. */
    private long mark;

    private boolean started;
    private boolean ended;

    JsonRecords(Content content, JsonInput input, FieldPath path) {
        this.content = content;
        this.input = input;
        this.parser = input.parser();
        this.path = path;
    }

    @Override
    public @Nullable Object next() {
        if (ended) {
            return null;
        }
        try {
            Object record = null;
            while (record == null && !ended) {
                record = started ? step() : begin();
            }
            return record;
        } catch (IOException e) {
            throw Faults.of(content, "JSON", e);
        }
    }

    private @Nullable Object begin() throws IOException {
        started = true;
        if (parser.nextToken() == null) {
            throw Faults.broken(content, "the body is empty, and JSON was expected. It is asked for again.");
        }
        Object record = enter(0, null, "");
        endIfClosed();
        return record;
    }

    /** One child of the innermost container, or its end. */
    private @Nullable Object step() throws IOException {
        Frame frame = open.getLast();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
            open.removeLast();
            endIfClosed();
            return null;
        }
        if (token == null) {
            throw Faults.broken(content, "the JSON ends in the middle: the body was cut. It is asked for again.");
        }
        if (frame.depth == path.size()) {
            return element(frame);
        }
        String name = frame.array ? Integer.toString(frame.index++) : parser.currentName();
        if (!frame.array) {
            parser.nextToken();
        }
        if (path.fits(frame.depth, name)) {
            return enter(frame.depth + 1, frame, name);
        }
        beside(frame, name);
        return null;
    }

    /** An element of the list of records. */
    private @Nullable Object element(Frame frame) throws IOException {
        Object record = record();
        long length = advance();
        if (record != null && frame.records != null) {
            frame.records.took(record, length);
        }
        return record;
    }

    /** The value at the current token, which the path leads to or through. */
    private @Nullable Object enter(int depth, @Nullable Frame parent, String name) throws IOException {
        JsonToken token = parser.currentToken();
        if (depth == path.size()) {
            return target(depth, parent, name, token);
        }
        boolean any = path.step(depth).equals(FieldPath.ANY);
        boolean below = any || parent != null && parent.kept instanceof Kept.Nothing;
        if (token == JsonToken.START_ARRAY && any && depth == path.size() - 1) {
            openRecords(path.size(), parent, name);
        } else if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
            boolean array = token == JsonToken.START_ARRAY;
            Kept kept = below ? new Kept.Nothing() : array ? Kept.Elements.none() : Kept.Fields.none();
            keep(parent, name, kept.value());
            open.addLast(new Frame(depth, array, kept, null));
        } else {
            keep(parent, name, Json.value(parser, () -> {}, input.names()));
        }
        return null;
    }

    /** What the path leads to: a list of records, or one record. After a star every value is a record, a list too. */
    private @Nullable Object target(int depth, @Nullable Frame parent, String name, JsonToken token)
            throws IOException {
        if (token == JsonToken.START_ARRAY && !path.hasAny()) {
            openRecords(depth, parent, name);
            return null;
        }
        Object record = record();
        advance();
        keep(parent, name, record);
        return FieldPath.isRecord(record) || path.hasAny() && record != null ? record : null;
    }

    private void openRecords(int depth, @Nullable Frame parent, String name) {
        Selected records = new Selected(content.limits().restBytes() / ROOM);
        keep(parent, name, records);
        open.addLast(new Frame(depth, true, new Kept.Nothing(), records));
    }

    private @Nullable Object record() throws IOException {
        long from = input.bytes();
        return Json.value(
                parser,
                () -> {
                    if (input.bytes() - from > content.limits().valueBytes()) {
                        throw Faults.recordTooLarge(content);
                    }
                },
                input.names());
    }

    private void beside(Frame frame, String name) throws IOException {
        if (frame.kept instanceof Kept.Nothing) {
            parser.skipChildren();
            advance();
            return;
        }
        frame.kept.put(
                name, Json.value(parser, () -> refuseLargeRest(restBytes + input.bytes() - mark), input.names()));
        restBytes += advance();
        refuseLargeRest(restBytes);
    }

    private void refuseLargeRest(long bytes) {
        if (bytes > content.limits().restBytes()) {
            throw Faults.restTooLarge(content);
        }
    }

    /** How much input was taken since this was asked last. */
    private long advance() {
        long taken = input.bytes() - mark;
        mark += taken;
        return taken;
    }

    private void keep(@Nullable Frame parent, String name, @Nullable Object value) {
        if (parent == null) {
            rest = value;
        } else {
            parent.kept.put(name, value);
        }
    }

    private void endIfClosed() throws IOException {
        if (!open.isEmpty()) {
            return;
        }
        ended = true;
        if (parser.nextToken() != null) {
            throw Faults.broken(
                    content,
                    "the body goes on after the end of its JSON value. If the API sends one value per line, use JsonlDecoder.");
        }
    }

    @Override
    public @Nullable Object rest() {
        return rest;
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw Faults.of(content, "JSON", e);
        }
    }
}
