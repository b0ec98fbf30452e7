package io.headrace.http.read;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that pages may take which were fetched before it was their turn. All lanes share it; a lane that holds nothing may fetch one step whatever the others hold, so that none stands
 * still, and where there is no room any more that step is a small one. Thread-safe.
 */
final class ReadAhead {

    /** An eighth of the heap. Plugins have class loaders of their own, so this is for the tasks of one. */
    static final ReadAhead OF_THIS_JVM = new ReadAhead(Runtime.getRuntime().maxMemory() / 8);

    /** What a step fetches. */
    static final long STEP = 1 << 20;

    /** What a step fetches without room: hundreds of lanes may do so at once. */
    static final long SMALL_STEP = 1 << 16;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** @param most in bytes, as {@link io.headrace.http.wire.JsonObject#bytes} counts them */
    ReadAhead(long most) {
        this.most = most;
    }

    boolean hasRoom() {
        return held.get() < most;
    }

    /** About how many bytes a step may fetch now. */
    long step() {
        return hasRoom() ? STEP : SMALL_STEP;
    }

    void take(long bytes) {
        held.addAndGet(bytes);
    }

    void give(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
