package io.headrace.source.http.webhook.listener;

import io.headrace.source.http.webhook.intake.Budget;
import java.util.Arrays;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads a body as it comes, without a thread that waits for it, within a size and within the memory that all share. What it has taken of that memory it gives back, unless somebody gets the body.
 */
final class BodyCollector implements Runnable {

    /** Who wants the body. Exactly one of these is called, once, but for the first; none after {@link #abandon}. */
    interface Reader {

        /** The body is not all there yet; called once, before anything else may be. */
        void waits();

        /** @param taken what it holds of the memory; the reader gives it back */
        void complete(byte[] body, long taken);

        void tooLarge();

        void noMemory();

        /** The sender broke off. */
        void broken(Throwable failure);
    }

    private static final int FIRST = 1 << 10;

    private final Request request;
    private final Budget budget;
    private final long most;
    private final Reader reader;
    private byte[] buffer = new byte[0];
    private int length;
    private boolean waited;
    private boolean ended;

    BodyCollector(Request request, Budget budget, long most, Reader reader) {
        this.request = request;
        this.budget = budget;
        this.most = most;
        this.reader = reader;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                if (!waited) {
                    waited = true;
                    reader.waits();
                }
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                if (abandon()) {
                    reader.broken(chunk.getFailure());
                }
                return;
            }
            boolean last = chunk.isLast();
            boolean goesOn = append(chunk);
            chunk.release();
            if (!goesOn || last && end()) {
                return;
            }
        }
    }

    /**
     * Nobody wants the body any more. Jetty may never call again for a request that is answered, so this gives the memory back.
     *
     * @return whether it was still being read
     */
    synchronized boolean abandon() {
        if (ended) {
            return false;
        }
        ended = true;
        budget.give(buffer.length);
        buffer = new byte[0];
        return true;
    }

    private boolean end() {
        byte[] whole;
        synchronized (this) {
            if (ended) {
                return true;
            }
            ended = true;
            whole = buffer;
        }
        reader.complete(length == whole.length ? whole : Arrays.copyOf(whole, length), whole.length);
        return true;
    }

    private boolean append(Content.Chunk chunk) {
        int more = chunk.remaining();
        if (length + (long) more > most) {
            if (abandon()) {
                reader.tooLarge();
            }
            return false;
        }
        synchronized (this) {
            if (ended) {
                return false;
            }
            if (length + more <= buffer.length || grow(length + more)) {
                chunk.get(buffer, length, more);
                length += more;
                return true;
            }
        }
        if (abandon()) {
            reader.noMemory();
        }
        return false;
    }

    private boolean grow(int needed) {
        long known = request.getLength();
        boolean tells = known >= needed;
        long grown = Math.max(needed, Math.max(FIRST, (tells ? 4L : 2L) * buffer.length));
        // A body that says how long it is gets no more than that, and only as it comes.
        int size = (int) (tells ? Math.min(known, grown) : grown);
        if (!budget.take(size - buffer.length)) {
            return false;
        }
        buffer = Arrays.copyOf(buffer, size);
        return true;
    }
}
