package io.headrace.http.decode;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

/** What the formats of text have in common: a reader that is opened late, closed with the stream, and whose errors are told in the house's words. */
abstract class TextLines implements RecordStream {

    private final Content content;
    private final Reader reader;
    private int peeked = NOTHING;

    private static final int NOTHING = -2;

    TextLines(Content content) {
        this.content = content;
        try {
            this.reader = Charsets.reader(content);
        } catch (IOException e) {
            throw Faults.of(content, "text", e);
        }
    }

    final Content content() {
        return content;
    }

    /** The next character; negative at the end. */
    final int read() {
        if (peeked != NOTHING) {
            int c = peeked;
            peeked = NOTHING;
            return c;
        }
        try {
            return reader.read();
        } catch (CharacterCodingException e) {
            throw Faults.broken(
                    content,
                    "the body has bytes that are no "
                            + content.charset().map(Object::toString).orElse("UTF-8")
                            + ". Name the right character set in the decoder's encoding.");
        } catch (IOException e) {
            throw Faults.of(content, "text", e);
        }
    }

    /** The character that {@link #read} will give. */
    final int peek() {
        if (peeked == NOTHING) {
            peeked = read();
        }
        return peeked;
    }

    final void check(StringBuilder value) {
        if (value.length() > content.limits().valueBytes()) {
            throw Faults.recordTooLarge(content);
        }
    }

    @Override
    public final Object rest() {
        return Map.of();
    }

    @Override
    public final void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw Faults.of(content, "text", e);
        }
    }
}
