package io.headrace.source.http;

import io.headrace.core.metrics.TaskMetrics;
import io.headrace.source.http.poll.HttpConfig;
import io.headrace.source.http.poll.PollMetrics;
import io.headrace.source.http.poll.PollRun;
import io.headrace.source.http.poll.TaskShare;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Reads the task's share of the streams. */
public final class HttpSourceTask extends SourceTask {

    private volatile @Nullable PollRun run;

    @Override
    public String version() {
        return Version.text();
    }

    /** Sends nothing yet. */
    @Override
    public void start(Map<String, String> properties) {
        TaskShare share = TaskShare.in(properties);
        HttpConfig config = HttpConfig.parse(TaskShare.without(properties));
        PollMetrics metrics = new PollMetrics(TaskMetrics.ofSource(context, config.connector(), share.number()));
        run = new PollRun(config, share, context.offsetStorageReader(), metrics);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        PollRun running = run;
        return running == null ? null : running.poll();
    }

    @Override
    public void stop() {
        PollRun running = run;
        run = null;
        if (running != null) {
            running.close();
        }
    }
}
