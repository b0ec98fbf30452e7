package io.headrace.sink.bad;

import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

final class MakesThreads {

    private MakesThreads() {}

    static Thread thread(Runnable work) {
        return new Thread(work);
    }

    static Timer timer() {
        return new Timer();
    }

    static ExecutorService pool() {
        return new ForkJoinPool();
    }

    static ExecutorService factory() {
        return Executors.newCachedThreadPool();
    }

    static CompletableFuture<Void> shared(Runnable work) {
        return CompletableFuture.runAsync(work);
    }

    static CompletableFuture<Void> rightly(Runnable work, Executor executor) {
        return CompletableFuture.runAsync(work, executor);
    }

    static final class Own extends Thread {}
}
