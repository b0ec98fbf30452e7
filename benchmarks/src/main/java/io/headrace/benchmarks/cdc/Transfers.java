package io.headrace.benchmarks.cdc;

import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes transfers at an even pace; what was late is made up for. */
final class Transfers implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int perSecond;
    private final Connection teller;
    private final TaskExecutor pace = new SingleThreadExecutor("cdc-transfers");
    private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
    private long begun;
    private long made;
    private volatile boolean stopped;

    Transfers(Bank bank, int perSecond) throws SQLException {
        this.perSecond = perSecond;
        this.teller = bank.teller();
    }

    void start() {
        pace.execute(() -> {
            begun = System.nanoTime();
            tick();
        });
    }

    /** @throws IllegalStateException when a transfer could not be made */
    void stop() {
        stopped = true;
        pace.shutdown(PATIENCE);
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw new IllegalStateException("A transfer failed; the run says nothing", cause);
        });
    }

    @Override
    public void close() throws SQLException {
        stopped = true;
        pace.shutdown(PATIENCE);
        teller.close();
    }

    private void tick() {
        long due = (System.nanoTime() - begun) * perSecond / TimeUnit.SECONDS.toNanos(1) - made;
        try {
            if (due > 0) {
                Bank.transfer(teller, due);
                made += due;
            }
        } catch (SQLException e) {
            failure.set(e);
            return;
        }
        if (!stopped) {
            pace.schedule(this::tick, TICK);
        }
    }
}
