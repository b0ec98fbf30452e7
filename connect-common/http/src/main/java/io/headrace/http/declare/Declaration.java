package io.headrace.http.declare;

import io.headrace.core.secret.Secret;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Problem;
import io.headrace.http.template.Scope;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Streams and what they share, whoever wrote them down. Immutable; its text shows no settings.
 *
 * @param streams as written: DeclarativeStream, StateDelegatingStream and ConditionalStreams
 * @param dynamicStreams streams that a resolver finds
 * @param budget what the API allows per time
 * @param concurrency how many requests may run at once, where the declaration says so
 * @param config the settings that templates see
 * @param secrets those of them that must not be shown
 * @param check how it says that it can be tried
 * @param skipped why streams were left out
 */
public record Declaration(
        List<Component> streams,
        List<Component> dynamicStreams,
        Optional<Component> budget,
        OptionalLong concurrency,
        Map<String, @Nullable Object> config,
        List<Secret> secrets,
        Optional<Component> check,
        List<Problem> skipped) {

    /** The same with other settings in place of some. */
    public Declaration with(Map<String, ?> others) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>(config);
        both.putAll(others);
        return new Declaration(streams, dynamicStreams, budget, concurrency, both, secrets, check, skipped);
    }

    /** What templates see everywhere. */
    public Scope scope(Clock clock) {
        return Scope.of(config, clock);
    }

    @Override
    public String toString() {
        return streams.size() + " streams, " + dynamicStreams.size() + " dynamic ones";
    }
}
