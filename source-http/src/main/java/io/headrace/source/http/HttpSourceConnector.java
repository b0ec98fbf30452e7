package io.headrace.source.http;

import com.google.auto.service.AutoService;
import io.headrace.core.config.Problems;
import io.headrace.http.front.SourceSettings;
import io.headrace.source.http.poll.HttpConfig;
import io.headrace.source.http.poll.HttpPlan;
import io.headrace.source.http.poll.HttpSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;

/** Streams of a REST or GraphQL API, declared by flat keys or by a manifest in Airbyte's low-code language. */
@AutoService(SourceConnector.class)
public final class HttpSourceConnector extends SourceConnector {

    private @Nullable Map<String, String> properties;

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public ConfigDef config() {
        return HttpSettings.ALL.toConfigDef();
    }

    /** Says every problem at once; unless {@code validate.connect=false}, also whether the API gives a page of each stream. Recommends the streams that are declared. */
    @Override
    public Config validate(Map<String, String> given) {
        Problems problems = HttpPlan.check(given);
        List<ConfigValue> values = HttpPlan.settings(given).toConfigDef().validate(given);
        values.stream()
                .filter(value -> value.name().equals(SourceSettings.STREAM_NAMES.key()))
                .forEach(value -> value.recommendedValues(List.copyOf(HttpPlan.streams(given))));
        return new Config(problems.into(new Config(values)));
    }

    @Override
    public void start(Map<String, String> given) {
        HttpConfig.parse(given);
        this.properties = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return HttpSourceTask.class;
    }

    /** As many tasks as there are units to share, and no more than allowed. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        Map<String, String> given = properties;
        return given == null ? List.of() : HttpPlan.tasks(HttpConfig.parse(given), given, maxTasks);
    }

    @Override
    public void stop() {
        properties = null;
    }

    /** Supported only where a restart gives the very records that were not stored yet; see {@link HttpPlan#repeatsExactly}. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return HttpConfig.read(given).config().filter(HttpPlan::repeatsExactly).isPresent()
                ? ExactlyOnceSupport.SUPPORTED
                : ExactlyOnceSupport.UNSUPPORTED;
    }

    /** Takes offsets that the streams of the configuration understand, and deletes any. */
    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        HttpPlan.checkOffsets(HttpConfig.parse(given), offsets);
        return true;
    }
}
