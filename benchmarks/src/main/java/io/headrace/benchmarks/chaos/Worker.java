package io.headrace.benchmarks.chaos;

import io.headrace.core.concurrent.ShutdownHook;
import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.core.concurrent.TaskExecutor;
import io.headrace.runtime.ConnectClient;
import io.headrace.runtime.LoopbackPort;
import io.headrace.runtime.WorkerSettings;
import io.headrace.testkit.server.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A worker that dies and comes back in the background. All its methods are for one thread. */
final class Worker implements AutoCloseable {

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(70);
    private static final List<String> JVM = List.of("-Xmx448m", "-Xshare:auto", "-XX:+ExitOnOutOfMemoryError");

    /** What it does just now. */
    enum State {
        DOWN,
        UP,
        FROZEN
    }

    private final String name;
    private final WorkerSettings settings;
    private final Path directory;
    private final EventLog log;
    private final int jmxPort = LoopbackPort.free();
    private final Gauges gauges = new Gauges(jmxPort);
    private final ConnectClient client;
    private final TaskExecutor hands;
    private volatile @Nullable WorkerProcess process;
    private volatile State state = State.DOWN;
    private volatile boolean closed;

    Worker(String name, WorkerSettings settings, Path directory, EventLog log) {
        this.name = name;
        this.settings = settings;
        this.directory = directory;
        this.log = log;
        this.client = new ConnectClient(settings.restUrl());
        this.hands = new SingleThreadExecutor("chaos-" + name);
        // A frozen process does not notice that this one has ended.
        ShutdownHook.add(this::abandon);
        hands.execute(this::launch);
    }

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    boolean isUp() {
        return state == State.UP;
    }

    ConnectClient client() {
        return client;
    }

    /** {@return by connector, the records that this worker's tasks hold} */
    Map<String, Long> buffered() {
        return isUp() ? gauges.buffered() : Map.of();
    }

    /** SIGKILL, and a new start after a while. Only when it is up or frozen. */
    void killFor(Duration pause) {
        state = State.DOWN;
        gauges.close();
        started().kill();
        hands.schedule(this::launch, pause);
    }

    /** Ends in good order, and starts again after a while. Only when it is up. */
    void leaveFor(Duration pause) {
        state = State.DOWN;
        gauges.close();
        hands.execute(() -> {
            try {
                started().stop();
            } catch (IllegalStateException tooSlow) {
                log.add("LEAVE " + name + " did not end by itself: " + tooSlow.getMessage());
            }
        });
        hands.schedule(this::launch, pause);
    }

    /** Only when it is up. */
    void freeze() {
        state = State.FROZEN;
        gauges.close();
        started().freeze();
    }

    /** Does nothing when it is not frozen. */
    void thaw() {
        if (state == State.FROZEN) {
            started().thaw();
            state = State.UP;
        }
    }

    @Override
    public void close() {
        closed = true;
        boolean ended = hands.shutdown(PATIENCE);
        WorkerProcess last = process;
        if (last != null && ended && state == State.UP) {
            last.stop();
        } else if (last != null) {
            last.close();
        }
        state = State.DOWN;
    }

    private void abandon() {
        closed = true;
        WorkerProcess last = process;
        if (last != null) {
            last.close();
        }
    }

    private WorkerProcess started() {
        return Objects.requireNonNull(process, "a worker is down until it has started");
    }

    private void launch() {
        if (closed) {
            return;
        }
        long start = System.nanoTime();
        try {
            WorkerProcess earlier = process;
            if (earlier == null) {
                List<String> options = new ArrayList<>(JVM);
                options.addAll(Gauges.jvmOptions(jmxPort));
                process = WorkerProcess.start(WorkerProcess.Version.CURRENT, settings, directory, options);
            } else {
                earlier.start();
            }
            state = State.UP;
            log.add("up " + name + " after "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        } catch (IllegalStateException e) {
            log.add("start of " + name + " failed, again in a second: " + e.getMessage());
            hands.schedule(this::launch, AGAIN);
        }
    }
}
