package io.headrace.core.concurrent;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Some daemon threads with the class loader and the logging context of the thread that made the pool. Threads begin when work comes and end when there is none for a while. What comes after
 * {@link #close} is dropped.
 */
public final class ThreadPool implements Executor, AutoCloseable {

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor;

    /** @param threads the most at once; work beyond waits */
    public ThreadPool(String name, int threads) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        @Nullable Map<String, String> logging = MDC.getCopyOfContextMap();
        AtomicInteger number = new AtomicInteger();
        this.executor = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(
                            () -> {
                                if (logging != null) {
                                    MDC.setContextMap(logging);
                                }
                                work.run();
                            },
                            name + "-" + number.incrementAndGet());
                    thread.setContextClassLoader(loader);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    /** Ends the threads when their present work is over; does not wait for it. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
