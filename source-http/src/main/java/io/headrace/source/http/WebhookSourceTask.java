package io.headrace.source.http;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.metrics.TaskMetrics;
import io.headrace.source.http.webhook.WebhookConfig;
import io.headrace.source.http.webhook.event.EventRecord;
import io.headrace.source.http.webhook.intake.Intake;
import io.headrace.source.http.webhook.intake.IntakeMetrics;
import io.headrace.source.http.webhook.listener.Listeners;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the events of a listener to Connect, and Kafka's acknowledgements back to the listener. */
public final class WebhookSourceTask extends SourceTask {

    /** Which of the connector's tasks this is; put there by the connector. */
    static final String NUMBER = "task.number";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSourceTask.class);

    private static final Duration WAIT = Duration.ofMillis(250);
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private @Nullable Running running;
    private String told = "";

    /** @param began when the task first tried to get its port, nanoseconds */
    private record Running(WebhookConfig config, Intake intake, long began) {}

    private Listeners.@Nullable Lease lease;

    @Override
    public String version() {
        return Version.text();
    }

    /** Reads the configuration only; the port is opened by the first {@link #poll()}, because a former task may still have it. */
    @Override
    public void start(Map<String, String> properties) {
        Map<String, String> common = new HashMap<>(properties);
        int number = Integer.parseInt(common.getOrDefault(NUMBER, "0"));
        common.remove(NUMBER);
        common.remove("task.class");
        WebhookConfig config = WebhookConfig.parse(common);
        IntakeMetrics metrics = new IntakeMetrics(TaskMetrics.ofSource(context, config.connector(), number));
        Intake intake = new Intake(metrics, config.pollRecords(), config.pollTimeout(), System::nanoTime);
        running = new Running(config, intake, System.nanoTime());
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        Running now = running;
        if (now == null) {
            return null;
        }
        if (lease == null) {
            attach(now);
        }
        return now.intake().poll(WAIT);
    }

    private void attach(Running now) {
        WebhookConfig config = now.config();
        try {
            Listeners.Lease taken = Listeners.OF_THIS_JVM.attach(
                    config.listener(),
                    config.connector(),
                    config.properties(),
                    config.routes(),
                    config.dedupeIds(),
                    now.intake());
            lease = taken;
            now.intake().metrics().showWaiting(taken.budget()::held, now.intake()::waiting);
        } catch (Listeners.TakenException | IOException e) {
            await(now, e);
        } catch (GeneralSecurityException e) {
            throw HeadraceException.config("The listener cannot speak HTTPS: " + e.getMessage() + ".");
        }
    }

    private void await(Running now, Exception inTheWay) {
        Duration waited = Duration.ofNanos(System.nanoTime() - now.began());
        int port = now.config().listener().port();
        if (waited.compareTo(now.config().bindTimeout()) >= 0) {
            throw HeadraceException.config("The port " + port + " cannot be had, and has not been for "
                    + waited.toMillis() + " ms: " + inTheWay.getMessage() + ". " + mend(inTheWay)
                    + "; bind.timeout.ms says how long to wait.");
        }
        String reason = String.valueOf(inTheWay.getMessage());
        if (!reason.equals(told)) {
            told = reason;
            LOG.warn("The port {} cannot be had yet: {}", port, reason);
        }
    }

    private static String mend(Exception inTheWay) {
        return inTheWay instanceof Listeners.TakenException taken
                ? taken.mend()
                : "It must be free and allowed on every worker. Set port to another, or stop what has it";
    }

    /** Connect says of every record whether Kafka has it: without metadata it was dropped, by a transform or because it failed. */
    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (record instanceof EventRecord event) {
            event.delivery().acknowledge(metadata != null);
        }
    }

    @Override
    public void stop() {
        Running now = running;
        running = null;
        if (now == null) {
            return;
        }
        now.intake().close(DRAIN);
        Listeners.Lease held = lease;
        lease = null;
        if (held != null) {
            held.close();
        }
        now.intake().metrics().close();
    }
}
