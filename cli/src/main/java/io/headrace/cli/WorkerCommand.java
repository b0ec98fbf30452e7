package io.headrace.cli;

import io.headrace.cli.stack.Stack;
import io.headrace.runtime.EmbeddedConnect;
import java.io.IOException;
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
    public Integer call() throws IOException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Interrupts.onInterrupt(stop, stopped);
        try (EmbeddedConnect connect = EmbeddedConnect.start(Stack.worker(kafka, restPort))) {
            while (connect.isRunning() && System.in.read() >= 0) {
                // the parent writes nothing; it only keeps the pipe open
            }
        } finally {
            stopped.countDown();
        }
        return 0;
    }
}
