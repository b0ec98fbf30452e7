package io.headrace.testkit.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** A dead-letter topic whose confirmations a test gives out when it likes. Not thread-safe, as the real one. */
public final class FakeReporter implements ErrantRecordReporter {

    private final List<Letter> pending = new ArrayList<>();
    private final List<SinkRecord> confirmed = new ArrayList<>();
    private final Thread owner = Thread.currentThread();
    private boolean confirmAtOnce = true;

    private record Letter(SinkRecord record, CompletableFuture<Void> future) {}

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("The reporter was called off the task thread");
        }
        Letter letter = new Letter(record, new CompletableFuture<>());
        pending.add(letter);
        if (confirmAtOnce) {
            confirmAll();
        }
        return letter.future();
    }

    /** From now on nothing is confirmed before {@link #confirmAll}. */
    public void hold() {
        confirmAtOnce = false;
    }

    public void confirmAll() {
        for (Letter letter : List.copyOf(pending)) {
            confirmed.add(letter.record());
            letter.future().complete(null);
            pending.remove(letter);
        }
    }

    /** The producer dies with its process: what was not confirmed may be lost. */
    public void losePending() {
        pending.clear();
    }

    /** Records the dead-letter topic really has. */
    public List<SinkRecord> confirmed() {
        return List.copyOf(confirmed);
    }
}
