package io.headrace.http.cursor;

/**
 * What one walk through pages asks for: ranks from start to end, both included.
 */
public record Window(long start, long end) {

    /** Everything: the window of a stream without a cursor. */
    public static final Window ALL = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

    /** This window without what lies before a rank. */
    public Window from(long rank) {
        return new Window(rank, end);
    }
}
