package io.headrace.source.http;

import com.google.auto.service.AutoService;
import io.headrace.core.config.Problems;
import io.headrace.source.http.webhook.WebhookConfig;
import io.headrace.source.http.webhook.WebhookSettings;
import io.headrace.source.http.webhook.listener.ListenerCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;

/** Webhooks and tracking events: an HTTP listener whose good answer means that Kafka has the event. */
@AutoService(org.apache.kafka.connect.source.SourceConnector.class)
public final class WebhookSourceConnector extends SourceConnector {

    private @Nullable Map<String, String> properties;

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public ConfigDef config() {
        return WebhookSettings.ALL.toConfigDef();
    }

    /** Says every problem at once; unless {@code validate.connect=false}, also what this worker lacks: a free port, a key that can be used. */
    @Override
    public Config validate(Map<String, String> properties) {
        Problems problems = WebhookConfig.problems(properties);
        if (problems.isEmpty()) {
            problems.rule(values -> {
                if (values.get(WebhookSettings.VALIDATE_CONNECT)) {
                    WebhookConfig config = WebhookConfig.parse(properties);
                    ListenerCheck.check(values, config.connector(), config.routes(), problems);
                }
            });
        }
        return new Config(problems.into(super.validate(properties)));
    }

    @Override
    public void start(Map<String, String> properties) {
        WebhookConfig.parse(properties);
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return WebhookSourceTask.class;
    }

    /** As many tasks as there may be: those on one worker share its listener, and each worker that has one listens. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        Map<String, String> given = properties;
        if (given == null) {
            return List.of();
        }
        List<Map<String, String>> configs = new ArrayList<>();
        for (int i = 0; i < maxTasks; i++) {
            Map<String, String> config = new HashMap<>(given);
            config.put(WebhookSourceTask.NUMBER, Integer.toString(i));
            configs.add(config);
        }
        return configs;
    }

    @Override
    public void stop() {
        properties = null;
    }

    /** A sender that repeats a request makes a second record wherever the listener does not know the event's id any more. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return ExactlyOnceSupport.UNSUPPORTED;
    }
}
