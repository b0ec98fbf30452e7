package io.headrace.http.read;

import io.headrace.http.page.PageToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a stream, behind a record: everything that is needed to go on from there. Immutable and small; its map is made only when it is asked for.
 *
 * <p>It survives restarts as a map of texts (see {@link PositionText}) that is bounded, whatever the size of the stream.
 */
public final class Position {

    private final Frame frame;
    private final PageToken page;
    private final long index;
    private final long prefix;
    private final Trail trail;
    private @Nullable Map<String, String> texts;

    /**
     * @param page the page that is being read
     * @param index records of the page up to here
     * @param prefix a hash of their keys
     */
    Position(Frame frame, PageToken page, long index, long prefix, Trail trail) {
        this.frame = frame;
        this.page = page;
        this.index = index;
        this.prefix = prefix;
        this.trail = trail;
    }

    static Position at(Frame frame, Trail trail) {
        return new Position(frame, PageToken.FIRST, 0, 0, trail);
    }

    /**
     * The position as texts that an offset can hold: less than 1 MB. They are made when they are first read: of all the records that are sent, only the last one's position is stored.
     */
    public Map<String, String> toMap() {
        return new PositionMap(this);
    }

    /** How many bytes {@link #toMap()} takes as JSON at the most; told at once, whatever the size. */
    public long mostBytes() {
        return PositionSize.most(this);
    }

    synchronized Map<String, String> texts() {
        Map<String, String> made = texts;
        if (made == null) {
            made = PositionText.write(this);
            texts = made;
        }
        return made;
    }

    /**
     * The position that {@link #toMap()} wrote.
     *
     * @throws io.headrace.core.error.HeadraceException of class CONFIG when it is damaged, or of a newer release
     */
    public static Position parse(Map<String, ?> map) {
        return PositionText.read(map);
    }

    /** Whether a pass is over: the next one begins here. */
    public boolean isIdle() {
        return frame.phase() == Frame.Phase.IDLE;
    }

    /** Whether something of the window was read. */
    boolean isInWindow() {
        return index > 0 || !page.isFirst();
    }

    Frame frame() {
        return frame;
    }

    PageToken page() {
        return page;
    }

    long index() {
        return index;
    }

    long prefix() {
        return prefix;
    }

    Trail trail() {
        return trail;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Position position && texts().equals(position.texts());
    }

    @Override
    public int hashCode() {
        return texts().hashCode();
    }

    @Override
    public String toString() {
        return texts().toString();
    }
}
