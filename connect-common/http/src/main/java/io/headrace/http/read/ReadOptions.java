package io.headrace.http.read;

/**
 * How a stream is read, beside what its declaration says.
 *
 * @param resume how reading goes on inside a window
 * @param children how progress is kept for the slices of a stream that has routers
 * @param onSpecChange what is done with a stored position when the declaration changed
 * @param concurrency how many windows are fetched at once; they are emitted in order all the same
 * @param batch the most records in one result
 * @param exact whether reading fails rather than gives a record twice
 */
public record ReadOptions(
        Resume resume, ChildState children, OnSpecChange onSpecChange, int concurrency, int batch, boolean exact) {

    /** Page by page, progress per parent, no change of the declaration, one window at a time, rather twice than not. */
    public static final ReadOptions DEFAULT =
            new ReadOptions(Resume.PAGE, ChildState.PARENT, OnSpecChange.FAIL, 1, 500, false);

    /** How reading goes on inside a window. */
    public enum Resume {
        /** At the page, if it still begins with the records that were emitted; otherwise as {@link #WINDOW}. */
        PAGE,
        /** At the window's begin; the last 512 records that were emitted are recognised. For APIs whose page tokens do not last. */
        WINDOW
    }

    /** How progress is kept for slices. */
    public enum ChildState {
        /** Each slice its own, up to 10,000; then as {@link #BUCKET}. */
        PARENT,
        /** 256 buckets of slices. */
        BUCKET,
        /** One for all. */
        GLOBAL
    }

    /** What is done with a stored position when the declaration changed (R22). */
    public enum OnSpecChange {
        /** Reading fails and names the choice. */
        FAIL,
        /** What was finished counts as finished; the window that was being read is read again. */
        RESUME,
        /** Reading begins anew. */
        RESET
    }

    public ReadOptions {
        if (concurrency < 1 || batch < 1) {
            throw new IllegalArgumentException("Concurrency and batch must be 1 or more");
        }
    }

    public ReadOptions with(Resume other) {
        return new ReadOptions(other, children, onSpecChange, concurrency, batch, exact);
    }

    public ReadOptions with(ChildState other) {
        return new ReadOptions(resume, other, onSpecChange, concurrency, batch, exact);
    }

    public ReadOptions with(OnSpecChange other) {
        return new ReadOptions(resume, children, other, concurrency, batch, exact);
    }

    public ReadOptions withConcurrency(int windows) {
        return new ReadOptions(resume, children, onSpecChange, windows, batch, exact);
    }

    public ReadOptions withBatch(int records) {
        return new ReadOptions(resume, children, onSpecChange, concurrency, records, exact);
    }

    /** The same, failing rather than giving a record twice. */
    public ReadOptions exactly() {
        return new ReadOptions(resume, children, onSpecChange, concurrency, batch, true);
    }
}
