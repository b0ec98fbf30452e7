package io.headrace.http.decode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** Walks an XML document along a path of element names and gives each element there as it comes by; with an empty path, the whole document as one value. */
final class XmlRecords implements RecordStream {

    private static final int ROOM = 4;

    /** An element that is open on the way, with what is kept of it. */
    private record Frame(String name, Map<String, @Nullable Object> kept, StringBuilder text) {}

    /** The values of an element that came several times. */
    private static final class Repeated extends ArrayList<@Nullable Object> {

        private static final long serialVersionUID = 1L;
    }

    private final Content content;
    private final XmlEvents events;
    private final FieldPath path;
    private final Deque<Frame> open = new ArrayDeque<>();
    private final Map<String, @Nullable Object> root = new LinkedHashMap<>();
    private final Selected selected;
    private long restBytes;

    /** How long the elements are that lead to records, but for these. There may be one for each record; of very many the first are kept. */
    private long wayBytes;

    private long mark;
    private boolean ended;

    XmlRecords(Content content, FieldPath path) {
        this.content = content;
        this.events = new XmlEvents(content);
        this.path = path;
        this.selected = new Selected(content.limits().restBytes() / ROOM);
        open.addLast(new Frame("", root, new StringBuilder()));
    }

    @Override
    public @Nullable Object next() {
        while (!ended) {
            Object record = step(events.next());
            if (FieldPath.isRecord(record)) {
                return record;
            }
        }
        return null;
    }

    private @Nullable Object step(int event) {
        Frame frame = open.getLast();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                return child(frame);
            }
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> events.appendText(frame.text());
            case XMLStreamConstants.END_ELEMENT -> {
                open.removeLast();
                wayBytes += advance();
                Map<String, @Nullable Object> around = open.getLast().kept();
                if (wayBytes <= content.limits().restBytes() || !around.containsKey(frame.name())) {
                    put(around, frame.name(), value(frame.kept(), frame.text()));
                }
            }
            case XMLStreamConstants.END_DOCUMENT -> ended = true;
            default -> {
                // Comments and processing instructions say nothing about the data.
            }
        }
        return null;
    }

    private @Nullable Object child(Frame frame) {
        String name = events.name();
        int depth = open.size() - 1;
        if (path.isEmpty()) {
            frame.kept().put(name, element(content.limits().valueBytes()));
            return root;
        }
        if (!path.fits(depth, name)) {
            put(frame.kept(), name, element(content.limits().valueBytes()));
            restBytes += advance();
            if (restBytes > content.limits().restBytes()) {
                throw Faults.restTooLarge(content);
            }
            return null;
        }
        if (depth < path.size() - 1) {
            open.addLast(new Frame(name, events.attributes(), new StringBuilder()));
            return null;
        }
        @Nullable Object record = element(content.limits().valueBytes());
        selected.took(record, advance());
        frame.kept().putIfAbsent(name, selected);
        return record;
    }

    /** How much input was taken since this was asked last. */
    private long advance() {
        long taken = events.bytes() - mark;
        mark += taken;
        return taken;
    }

    /** The whole element at the current event. */
    private @Nullable Object element(long room) {
        long end = events.bytes() + room;
        Deque<Frame> inner = new ArrayDeque<>();
        inner.addLast(new Frame(events.name(), events.attributes(), new StringBuilder()));
        while (true) {
            int event = events.next();
            Frame frame = inner.getLast();
            if (events.bytes() > end) {
                throw Faults.recordTooLarge(content);
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                inner.addLast(new Frame(events.name(), events.attributes(), new StringBuilder()));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                events.appendText(frame.text());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                inner.removeLast();
                @Nullable Object value = value(frame.kept(), frame.text());
                if (inner.isEmpty()) {
                    return value;
                }
                put(inner.getLast().kept(), frame.name(), value);
            }
        }
    }

    private static @Nullable Object value(Map<String, @Nullable Object> kept, StringBuilder text) {
        String words = text.toString().strip();
        if (kept.isEmpty()) {
            return words.isEmpty() ? null : words;
        }
        if (!words.isEmpty()) {
            kept.put("#text", words);
        }
        return kept;
    }

    private static void put(Map<String, @Nullable Object> parent, String name, @Nullable Object value) {
        if (!parent.containsKey(name)) {
            parent.put(name, value);
        } else if (parent.get(name) instanceof Repeated list) {
            list.add(value);
        } else {
            Repeated both = new Repeated();
            both.add(parent.get(name));
            both.add(value);
            parent.put(name, both);
        }
    }

    @Override
    public Object rest() {
        return root;
    }

    @Override
    public void close() {
        events.close();
    }
}
