package io.headrace.core.concurrent;

/** Work for the moment the JVM is asked to end. */
public final class ShutdownHook {

    private ShutdownHook() {}

    /** Runs {@code work} when the JVM ends in good order: by exit, Ctrl-C or SIGTERM; the JVM waits for it. Not run when it is killed. */
    public static void add(Runnable work) {
        Runtime.getRuntime().addShutdownHook(new Thread(work, "headrace-shutdown"));
    }
}
