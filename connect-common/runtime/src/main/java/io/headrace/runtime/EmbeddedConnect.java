package io.headrace.runtime;

import java.util.Map;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.eclipse.jetty.util.thread.ShutdownThread;
import org.jspecify.annotations.Nullable;

/**
 * A Connect worker in this JVM.
 *
 * <p>A worker that fails while it starts ends the JVM through Kafka's {@code Exit}, as it does in production; settings that
 * Kafka can refuse beforehand throw instead. When the JVM ends, whoever started the worker stops it: it has no shutdown hook
 * of its own. Not safe for use by several threads at once.
 */
public final class EmbeddedConnect implements AutoCloseable {
    private final WorkerSettings settings;
    private final ConnectClient client;
    private @Nullable Connect<?> worker;

    private EmbeddedConnect(WorkerSettings settings) {
        this.settings = settings;
        this.client = new ConnectClient(settings.restUrl());
    }

    /** Starts a worker and waits until its REST interface answers and it has joined its group. */
    public static EmbeddedConnect start(WorkerSettings settings) {
        EmbeddedConnect connect = new EmbeddedConnect(settings);
        connect.start();
        return connect;
    }

    /** {@return a client for this worker; it stays good over restarts} */
    public ConnectClient client() {
        return client;
    }

    /** {@return whether the worker is started} */
    public boolean isRunning() {
        return worker != null;
    }

    /** Starts a stopped worker with its old settings; does nothing when it runs. */
    public void start() {
        if (worker != null) {
            return;
        }
        worker = startConnect(settings);
        try {
            client.awaitReady(ConnectClient.START_DEADLINE);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** Stops the worker and its connectors in an orderly way. Does nothing when it is stopped. */
    public void stop() {
        Connect<?> running = worker;
        if (running == null) {
            return;
        }
        worker = null;
        running.stop();
        running.awaitStop();
    }

    /** Stops and starts the worker; a standalone worker comes back without connectors. */
    public void restart() {
        stop();
        start();
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * Connect leaves its plugin class loader on the thread that starts it; the caller gets its own back.
     *
     * <p>Connect's shutdown hook would stop the worker beside its owner, whose {@link Connect#stop} and {@link Connect#awaitStop} then return
     * at once: the owner would stop the broker while connectors still commit. One at a time, because what Connect asks for hooks is one for the JVM.
     */
    private static synchronized Connect<?> startConnect(WorkerSettings settings) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Map<String, String> properties = settings.toProperties();
        Exit.setShutdownHookAdder((name, hook) -> withoutJettysHook());
        try {
            if (settings.mode() instanceof WorkerSettings.Distributed) {
                return new ConnectDistributed().startConnect(properties);
            }
            Connect<StandaloneHerder> standalone = new ConnectStandalone().startConnect(properties);
            standalone.herder().ready();
            return standalone;
        } finally {
            Exit.resetShutdownHookAdder();
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Jetty's hook would stop the REST interface beside the owner too. Where it finds that one half stopped, it takes the thread pool out of what is being stopped, and the owner waits for those threads
     * for ever. It is there when Connect asks for its own.
     */
    private static void withoutJettysHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(ShutdownThread.getInstance());
        } catch (IllegalStateException ending) {
            // The JVM ends while the worker starts: there is nothing to stop in good order yet.
        }
    }
}
