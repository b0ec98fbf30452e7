package io.headrace.benchmarks.http;

import io.headrace.testkit.http.Handler;
import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Decides how far a worker gets, whose records ask here before they go on: it holds the first one that has never passed before when so many others have. Asked on the API's threads, told by
 * another one.
 */
final class Gate implements Handler {
    private static final int OK = 200;

    private final Set<String> passed = new HashSet<>();
    private int most;
    private int life;
    private boolean holding;

    /**
     * Lets a next worker begin; one that was held is gone.
     *
     * @param most how many records may have passed, those of all workers before it included and each counted once
     */
    synchronized void open(int most) {
        this.most = most;
        life++;
        holding = false;
        notifyAll();
    }

    /** Lets one more record pass, of the same worker. */
    synchronized void letOnePass() {
        most++;
        holding = false;
        notifyAll();
    }

    /** Waits until as many have passed as may, and not a moment longer. */
    synchronized void awaitReached(Duration patience) {
        await("record " + most + " at the gate", patience, () -> passed.size() >= most);
    }

    /** Waits until a record stands here that may not pass. */
    synchronized void awaitHolding(Duration patience) {
        await("the record behind " + most + " at the gate", patience, () -> holding);
    }

    private synchronized void await(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new IllegalStateException("Waited " + patience.toMillis() + " ms for " + what + "; "
                            + passed.size() + " have passed");
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** {@return how many have passed, each counted once} */
    synchronized int passed() {
        return passed.size();
    }

    @Override
    public synchronized Reply answer(Call call) {
        String record = call.body();
        int own = life;
        try {
            while (own == life && passed.size() >= most && !passed.contains(record)) {
                holding = true;
                notifyAll();
                wait();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (own != life) {
            // Who asked was killed.
            return Reply.hungUp();
        }
        passed.add(record);
        notifyAll();
        return Reply.empty(OK);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted at the gate", e);
    }
}
