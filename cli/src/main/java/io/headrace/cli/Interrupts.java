package io.headrace.cli;

import io.headrace.core.concurrent.ShutdownHook;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM: the JVM waits until the command has put everything away. */
final class Interrupts {

    private static final long PATIENCE_SECONDS = 30;

    private Interrupts() {}

    /**
     * @param stop counted down when the user wants to end
     * @param stopped counted down by the command when all is closed
     */
    static void onInterrupt(CountDownLatch stop, CountDownLatch stopped) {
        ShutdownHook.add(() -> {
            stop.countDown();
            try {
                boolean inTime = stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (!inTime) {
                    System.err.println("headrace: gave up waiting for a clean stop");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
