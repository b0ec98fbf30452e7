package io.headrace.core.concurrent;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One daemon thread with the class loader and the logging context of the thread that made it: Connect sets both only around its own calls.
 */
public final class SingleThreadExecutor implements TaskExecutor {

    private final ScheduledThreadPoolExecutor executor;

    public SingleThreadExecutor(String threadName) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        @Nullable Map<String, String> logging = MDC.getCopyOfContextMap();
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(
                    () -> {
                        if (logging != null) {
                            MDC.setContextMap(logging);
                        }
                        work.run();
                    },
                    threadName);
            thread.setContextClassLoader(loader);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    @Override
    public void schedule(Runnable work, Duration delay) {
        // Work reports its own failures; the future would only hold what execute() throws away as well.
        Future<?> unused = executor.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean shutdown(Duration patience) {
        executor.shutdown();
        try {
            if (executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
        return false;
    }
}
