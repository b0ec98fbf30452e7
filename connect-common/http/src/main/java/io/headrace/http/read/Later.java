package io.headrace.http.read;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

/**
 * The stream of a {@code StateDelegatingStream} that reads what is new.
 *
 * @param retention how far back it reaches: with a position older than that everything is read again (R16)
 */
record Later(StreamSpec stream, Optional<TemporalAmount> retention) {

    static Optional<TemporalAmount> retention(Component delegating) {
        return delegating.optionalText("api_retention_period").map(text -> {
            try {
                return Durations.parse(text);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw delegating.refuse(
                        "api_retention_period",
                        "'" + text + "' is no duration",
                        "write it as in ISO 8601, for instance P30D");
            }
        });
    }

    boolean forgot(Instant done, Instant now) {
        return retention
                .map(reach -> now.atOffset(ZoneOffset.UTC).minus(reach).toInstant())
                .filter(done::isBefore)
                .isPresent();
    }
}
