package io.headrace.source.http.webhook.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One event of a body: a JSON object as it was sent, and the fields that were wanted of it. */
public final class BodyEvent {

    /** Stands for an object or a list, which has no text of its own. */
    static final String NESTED = new String("nested");

    private final byte[] body;
    private final int from;
    private final int to;
    private final FieldTree wanted;
    private final @Nullable String[] found;

    BodyEvent(byte[] body, int from, int to, FieldTree wanted, @Nullable String[] found) {
        this.body = body;
        this.from = from;
        this.to = to;
        this.wanted = wanted;
        this.found = found;
    }

    /** The number of bytes of the event. */
    public int size() {
        return to - from;
    }

    /** The event as it was sent. */
    public String text() {
        return new String(body, from, to - from, UTF_8);
    }

    /** The event as maps, lists, texts, numbers and booleans; a number is a long, or a double where it is none. */
    public Map<String, @Nullable Object> tree() {
        return JsonTree.object(body, from, to);
    }

    /** The text of a scalar field; empty when it is missing, null, an object or a list. */
    @SuppressWarnings("StringEquality") // The mark is told from an equal text by its identity.
    public Optional<String> text(String path) {
        int slot = wanted.slot(path);
        String text = slot < 0 ? null : found[slot];
        return text == null || text == NESTED ? Optional.empty() : Optional.of(text);
    }

    /** Whether a field is there and not null. */
    public boolean has(String path) {
        int slot = wanted.slot(path);
        return slot >= 0 && found[slot] != null;
    }
}
