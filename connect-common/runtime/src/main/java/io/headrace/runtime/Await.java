package io.headrace.runtime;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition by asking again and again, up to a deadline. Exceptions from the question go to the caller. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /**
     * Waits until the condition holds.
     *
     * @param what the condition in words, such as "three rows in orders"
     * @throws IllegalStateException when the deadline passes
     */
    public static void until(String what, Duration deadline, BooleanSupplier condition) {
        until(what, deadline, condition::getAsBoolean, holds -> holds);
    }

    /**
     * Waits until a value is as wanted.
     *
     * @param what the condition in words
     * @return the first value that is as wanted
     * @throws IllegalStateException when the deadline passes, with the last value seen
     */
    public static <T> T until(String what, Duration deadline, Supplier<T> value, Predicate<? super T> wanted) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            T seen = value.get();
            if (wanted.test(seen)) {
                return seen;
            }
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException(
                        "Waited " + deadline.toMillis() + " ms for " + what + "; last seen: " + seen);
            }
            pause(what);
        }
    }

    /**
     * Repeats assertions until they all pass.
     *
     * @throws AssertionError the last one, when the deadline passes
     */
    public static void asserted(Duration deadline, Runnable assertions) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            try {
                assertions.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() - end >= 0) {
                    throw notYet;
                }
            }
            pause("assertions to pass");
        }
    }

    private static void pause(String what) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + what, e);
        }
    }
}
