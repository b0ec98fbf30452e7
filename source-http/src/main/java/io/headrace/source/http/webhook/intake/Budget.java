package io.headrace.source.http.webhook.intake;

import java.util.concurrent.atomic.AtomicLong;

/** A number of bytes that many requests share. Thread-safe. */
public final class Budget {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    public Budget(long most) {
        this.most = most;
    }

    /** Takes some bytes if they are there. */
    public boolean take(long bytes) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    /** Gives back what was taken. */
    public void give(long bytes) {
        held.addAndGet(-bytes);
    }

    public long held() {
        return held.get();
    }

    public long most() {
        return most;
    }
}
