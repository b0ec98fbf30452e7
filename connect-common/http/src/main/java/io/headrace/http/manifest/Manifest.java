package io.headrace.http.manifest;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Problem;
import io.headrace.http.spec.SpecException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A manifest that can be used: references and parameters are resolved, every component fits the vocabulary. Immutable. */
public final class Manifest {

    /** What is done about a stream that cannot be read: everything fails, or the other streams run. */
    public enum Unsupported {
        FAIL,
        SKIP_STREAM
    }

    private final Component source;
    private final ConfigSpec config;
    private final List<Problem> skipped;

    Manifest(Component source, ConfigSpec config, List<Problem> skipped) {
        this.source = source;
        this.config = config;
        this.skipped = List.copyOf(skipped);
    }

    /**
     * Reads a manifest in YAML or JSON.
     *
     * @throws SpecException with every problem
     */
    public static Manifest read(String text, Unsupported unsupported) {
        return new ManifestReader(ManifestText.read(text), unsupported).read();
    }

    /** The whole, a DeclarativeSource; without the streams that were left out. */
    public Component source() {
        return source;
    }

    /** Streams as written: DeclarativeStream, StateDelegatingStream and ConditionalStreams. */
    public List<Component> streams() {
        return source.children("streams");
    }

    public List<Component> dynamicStreams() {
        return source.children("dynamic_streams");
    }

    public Optional<Component> check() {
        return source.optionalChild("check");
    }

    public Optional<Component> apiBudget() {
        return source.optionalChild("api_budget");
    }

    public Optional<Component> concurrencyLevel() {
        return source.optionalChild("concurrency_level");
    }

    /** The most asynchronous jobs at once, where the manifest says so with a number. */
    public OptionalLong mostAsyncJobs() {
        return source.optionalValue("max_concurrent_async_job_count")
                .filter(Long.class::isInstance)
                .map(count -> OptionalLong.of((Long) count))
                .orElse(OptionalLong.empty());
    }

    public String version() {
        return source.text("version");
    }

    /** The settings that the manifest asks its user for. */
    public ConfigSpec config() {
        return config;
    }

    /**
     * The value of {@code config} in templates: the settings with their defaults, migrated, changed and checked as the manifest says.
     *
     * @param texts by key, {@code config.start_date} for example; other keys are not looked at
     * @throws SpecException with every problem; values of secrets are not shown
     */
    public Map<String, @Nullable Object> configOf(Map<String, String> texts, Clock clock) {
        return ConfigRules.apply(source.optionalChild("spec"), config.values(texts), clock);
    }

    /** Why streams were left out; to be logged and counted. */
    public List<Problem> skipped() {
        return skipped;
    }
}
