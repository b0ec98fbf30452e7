package io.headrace.testkit.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** A dead-letter topic whose confirmations a test gives out when it likes. Each task writes to it by a producer of its own. */
public final class FakeReporter {

    private final List<Producer> producers = new ArrayList<>();
    private final List<SinkRecord> confirmed = new ArrayList<>();
    private boolean confirmAtOnce = true;
    private boolean lying;

    private record Letter(SinkRecord record, CompletableFuture<Void> future) {}

    /** One task's reporter. Not thread-safe, as the real one. */
    final class Producer implements ErrantRecordReporter {
        private final List<Letter> pending = new ArrayList<>();
        private final Thread owner = Thread.currentThread();

        @Override
        public Future<Void> report(SinkRecord record, Throwable error) {
            if (Thread.currentThread() != owner) {
                throw new IllegalStateException("The reporter was called off the task thread");
            }
            Letter letter = new Letter(record, new CompletableFuture<>());
            pending.add(letter);
            if (confirmAtOnce) {
                confirm();
            }
            return lying ? CompletableFuture.completedFuture(null) : letter.future();
        }

        private void confirm() {
            for (Letter letter : List.copyOf(pending)) {
                confirmed.add(letter.record());
                letter.future().complete(null);
            }
            pending.clear();
        }

        /** The producer dies with its process: what was not confirmed is lost. */
        void lose() {
            pending.clear();
            producers.remove(this);
        }
    }

    Producer newProducer() {
        Producer producer = new Producer();
        producers.add(producer);
        return producer;
    }

    /** From now on nothing is confirmed before {@link #confirmAll}. */
    public void hold() {
        confirmAtOnce = false;
    }

    /** From now on everything is confirmed at once. */
    public void release() {
        confirmAtOnce = true;
        confirmAll();
    }

    /** Breaks the topic: it says that a record is there before it is. An engine that hears this behaves like one that does not await its dead letters. */
    public void lie() {
        lying = true;
    }

    public void confirmAll() {
        List.copyOf(producers).forEach(Producer::confirm);
    }

    /** Records the dead-letter topic really has. */
    public List<SinkRecord> confirmed() {
        return List.copyOf(confirmed);
    }
}
