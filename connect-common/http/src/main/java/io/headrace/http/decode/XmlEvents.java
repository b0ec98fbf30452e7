package io.headrace.http.decode;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An XML parser without document types and entities, on a leash: from one event to the next it may take only so many bytes. */
final class XmlEvents implements AutoCloseable {

    /** The parser reads ahead by its buffer. */
    private static final int AHEAD = 64 << 10;

    private final Content content;
    private final Leash leash;
    private final XMLStreamReader reader;
    private int depth;

    XmlEvents(Content content) {
        this.content = content;
        this.leash = new Leash(content.bytes());
        leash.extend(content.limits().valueBytes() + AHEAD);
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        try {
            this.reader = content.charset().isPresent()
                    ? factory.createXMLStreamReader(
                            leash, content.charset().get().name())
                    : factory.createXMLStreamReader(leash);
        } catch (XMLStreamException e) {
            throw fault(e);
        }
    }

    /** The next event, as of {@link XMLStreamConstants}. */
    int next() {
        leash.extend(content.limits().valueBytes() + AHEAD);
        try {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw Faults.broken(
                        content,
                        "the XML has a document type or an entity, which bombs are made of; it is refused. Ask the API for a form without.");
            }
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
            if (depth > content.limits().depth()) {
                throw Faults.of(
                        content,
                        "XML",
                        new LimitException("the XML is nested deeper than "
                                + content.limits().depth()
                                + " levels. Raise the limit if the API is meant to send that."));
            }
            return event;
        } catch (XMLStreamException e) {
            throw fault(e);
        }
    }

    private RuntimeException fault(XMLStreamException e) {
        Throwable cause = e.getNestedException() != null ? e.getNestedException() : e.getCause();
        if (cause instanceof IOException io) {
            return Faults.of(content, "XML", io);
        }
        String place = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        return Faults.broken(
                content,
                "the body is no valid XML" + place + ": it was cut, or is something else. It is asked for again.");
    }

    String name() {
        return reader.getLocalName();
    }

    Map<String, @Nullable Object> attributes() {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put("@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }

    /** Adds the text of the current event, but for blanks before it; longer texts than allowed are refused. */
    void appendText(StringBuilder text) {
        if (text.isEmpty() && reader.isWhiteSpace()) {
            return;
        }
        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        if (text.length() > content.limits().valueBytes()) {
            throw Faults.recordTooLarge(content);
        }
    }

    /** How many bytes were taken. */
    long bytes() {
        return leash.taken;
    }

    @Override
    public void close() {
        try {
            reader.close();
            leash.close();
        } catch (XMLStreamException e) {
            throw fault(e);
        } catch (IOException e) {
            throw Faults.of(content, "XML", e);
        }
    }

    private static final class Leash extends FilterInputStream {

        private long taken;
        private long end;

        Leash(InputStream in) {
            super(in);
        }

        void extend(long more) {
            end = taken + more;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int more) throws LimitException {
            taken += more;
            if (taken > end) {
                throw new LimitException(
                        "a single text, attribute or comment of the XML is longer than allowed. Raise the limit if the API is meant to send that.");
            }
        }
    }
}
