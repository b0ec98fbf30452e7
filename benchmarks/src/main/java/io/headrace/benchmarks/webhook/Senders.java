package io.headrace.benchmarks.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Some senders, all driven by the thread that calls {@link #run}, so that they take little of the processors that they share with what they load. */
final class Senders {
    private static final long LOOK_MILLIS = 50;
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LAST_ANSWERS = TimeUnit.SECONDS.toNanos(12);

    private final List<Sender> senders = new ArrayList<>();
    private final BitSet acknowledged;
    private final AtomicLong acknowledgedEvents = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final boolean measured;
    private long[] nanos = new long[1 << 16];
    private int answers;
    private long counted;
    private long began;
    private long took;
    private volatile boolean ended;

    /**
     * @param acknowledged takes the numbers of the events that were acknowledged
     * @param measured whether a broken connection ends it all; else it is made anew
     */
    Senders(int port, List<Shape> shapes, Events events, BitSet acknowledged, boolean measured) {
        this.acknowledged = acknowledged;
        this.measured = measured;
        for (Shape shape : shapes) {
            for (int i = 0; i < shape.connections(); i++) {
                senders.add(new Sender(port, shape, events));
            }
        }
    }

    /** Sends for so long, or until {@link #end}, and waits for the last answers. */
    void run(Duration warmUp, Duration length) {
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            began = start + warmUp.toNanos();
            long end = began + length.toNanos();
            long next = start;
            while (!ended && System.nanoTime() < end) {
                if (System.nanoTime() >= next) {
                    connect(selector);
                    next = System.nanoTime() + AGAIN;
                }
                turn(selector, true);
            }
            took = System.nanoTime() - began;
            long last = System.nanoTime() + LAST_ANSWERS;
            while (System.nanoTime() < last && !selector.keys().isEmpty()) {
                turn(selector, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The load broke off", e);
        } finally {
            senders.forEach(Sender::hangUp);
        }
    }

    /** Lets it end soon. */
    void end() {
        ended = true;
    }

    private void connect(Selector selector) throws IOException {
        for (Sender sender : senders) {
            if (!sender.isConnected()) {
                try {
                    sender.connect(selector);
                } catch (IOException e) {
                    failed(sender, e);
                    return;
                }
            }
        }
    }

    private void failed(Sender sender, IOException e) throws IOException {
        sender.hangUp();
        broken.incrementAndGet();
        if (measured) {
            throw e;
        }
    }

    private void turn(Selector selector, boolean goesOn) throws IOException {
        selector.select(LOOK_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
            Sender sender = (Sender) key.attachment();
            try {
                if (key.isValid() && key.isWritable()) {
                    sender.write();
                }
                if (key.isValid() && key.isReadable()) {
                    read(sender, goesOn);
                }
            } catch (IOException e) {
                failed(sender, e);
            }
        }
        selector.selectedKeys().clear();
    }

    private void read(Sender sender, boolean goesOn) throws IOException {
        Sender.Answer answer = sender.read().orElse(null);
        if (answer == null) {
            return;
        }
        int events = sender.shape().events();
        if (answer.isGood()) {
            int first = Math.toIntExact(answer.firstEvent());
            acknowledged.set(first, first + events);
            acknowledgedEvents.addAndGet(events);
            if (goesOn && System.nanoTime() >= began) {
                count(answer.nanos(), events);
            }
        } else {
            refused.incrementAndGet();
        }
        if (!goesOn) {
            sender.hangUp();
        } else {
            sender.send();
        }
    }

    private void count(long time, int events) {
        if (answers == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * answers);
        }
        nanos[answers++] = time;
        counted += events;
    }

    /** How many events were acknowledged so far, warming up included. May be called by any thread. */
    long acknowledgedEvents() {
        return acknowledgedEvents.get();
    }

    long refused() {
        return refused.get();
    }

    long broken() {
        return broken.get();
    }

    Pace pace() {
        return Pace.of(counted, took, Arrays.copyOf(nanos, answers), refused.get());
    }
}
