package io.headrace.benchmarks.chaos;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to be done later, on the thread that asks what is due. */
final class Agenda {

    private record Item(long at, Runnable work) {}

    private final PriorityQueue<Item> items = new PriorityQueue<>(Comparator.comparingLong(Item::at));
    private final long start = System.nanoTime();

    void in(Duration delay, Runnable work) {
        items.add(new Item(now() + delay.toNanos(), work));
    }

    /** Does what is due. */
    void runDue() {
        long now = now();
        while (!items.isEmpty() && items.element().at() <= now) {
            items.remove().work().run();
        }
    }

    /** Does everything that is left, at once; also what comes on by that. */
    void runAll() {
        while (!items.isEmpty()) {
            items.remove().work().run();
        }
    }

    private long now() {
        return System.nanoTime() - start;
    }
}
