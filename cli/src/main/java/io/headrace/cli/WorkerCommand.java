package io.headrace.cli;

import io.headrace.cli.stack.Stack;
import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.runtime.EmbeddedConnect;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A Connect worker in a process of its own, so that the demo can kill it. Ends when its standard input does. */
@Command(name = "worker", hidden = true, description = "A Connect worker beside a running Kafka.")
final class WorkerCommand implements Callable<Integer> {

    @Option(names = "--kafka", required = true, description = "The broker's host and port.")
    private String kafka;

    @Option(names = "--rest-port", required = true, description = "Port of the REST API on the loopback address.")
    private int restPort;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Interrupts.onInterrupt(stop, stopped);
        // A read cannot be interrupted, and a signal must not wait for it.
        new SingleThreadExecutor("headrace-parent").execute(() -> awaitParentsEnd(stop));
        try (EmbeddedConnect connect = EmbeddedConnect.start(Stack.worker(kafka, restPort))) {
            stop.await();
            return 0;
        } finally {
            stopped.countDown();
        }
    }

    /** The parent writes nothing; it only keeps the pipe open. */
    private static void awaitParentsEnd(CountDownLatch stop) {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("headrace: the parent's pipe cannot be read, so the worker ends: " + e.getMessage());
        } finally {
            stop.countDown();
        }
    }
}
